"""Data (DT): what lies in `data` and templates turn into pages.

Hugo reads the files and compares nothing. These rules know what their records have in
common, what the site says they must have, and how identifiers are made.
"""
