"""Reading hostile files in a process with limits."""
