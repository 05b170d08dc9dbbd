"""The command line: arguments, printing, exit codes, a module a command. The work is done elsewhere."""
