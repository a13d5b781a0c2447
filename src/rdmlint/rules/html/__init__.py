"""Raw HTML in pages: elements where the HTML standard does not allow them.

Browsers repair such markup, each time in the same way, but not always in the way its
author meant: text lands outside its box, a link ends early, a list item is none.
"""
