"""Headings (HD): the outline of a page, and the addresses it gives to its parts.

Readers with a screen reader move through a page by its headings; links and tables of
contents lead to the ids that Hugo makes from them.
"""
