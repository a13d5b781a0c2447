"""Hugo's configuration.

What it says is said of every page of the site.
"""
