"""Files of users are read in a child process: little memory and time, no network, no writing."""
