"""Mail that leaves after the commit, each row exactly once."""
