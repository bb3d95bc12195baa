"""The command `dateline`."""

HELP = {"help_option_names": ["-h", "--help"]}
"""For commands that are called by themselves too: click remembers the names that it first met."""
