"""The model of Hugo: what it reads, and what it publishes from it."""
