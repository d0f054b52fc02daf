"""What is selected, and the ground that it is about."""
