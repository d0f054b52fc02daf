"""Files of users are read here in a child process that can do no harm: little memory and time, no network, no writes."""
