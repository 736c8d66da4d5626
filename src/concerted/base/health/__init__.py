"""Is it well? Asked by what watches over an installation."""
