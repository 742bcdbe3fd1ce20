"""Pages of a programme's progress."""
