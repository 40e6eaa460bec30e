"""The command line: translates arguments, prints, exits; computes nothing."""
