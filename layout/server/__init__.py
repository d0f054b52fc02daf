"""What the web server does besides running pages."""
