"""Everything of an installation in one file: consistent while it serves, and put back whole."""
