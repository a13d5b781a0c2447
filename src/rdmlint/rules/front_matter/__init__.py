"""The block of metadata at the top of a page.

It should be there, in a form that Hugo can read and takes as it was meant, and hold
what the site asks of its pages: its contract. A site states it with `[[profiles]]` in
`rdmlint.toml`; the one that is built in asks for title, menu, weight and toc.
"""
