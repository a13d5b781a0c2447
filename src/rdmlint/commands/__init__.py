"""Commands other than `check`, one module each."""
