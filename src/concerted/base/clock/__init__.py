"""What the clock starts, and the pulse of the workers that hear it."""
