"""Facilities: whether links to research infrastructure units lead to the right one.

What is right stands in a registry, a file of the site's own that people keep: who there
is, by which name and address, and who took over. Without one the rules are silent.
"""
