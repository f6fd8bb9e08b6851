"""The command line: the one place with side effects."""
