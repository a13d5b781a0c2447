"""Shortcodes (SC): calls that stop Hugo's build.

Hugo reads shortcodes before Markdown, in code and comments too, in drafts as well as
in published pages, and stops at the first one it cannot use. These rules name them
all, at their place.
"""
