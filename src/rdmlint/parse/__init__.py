"""One source file to facts."""
