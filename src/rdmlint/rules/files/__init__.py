"""Files (FL): where files lie in `content`, and what they are called.

Hugo makes pages, lists and addresses of names. Some names make something else of a site
than their authors think, and Hugo does not say so.
"""
