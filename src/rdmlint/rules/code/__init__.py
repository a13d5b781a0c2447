"""Code (CD): code blocks that Hugo cannot read, or does not show as they are.

Code is copied from elsewhere, and what stands in it means something to Hugo all the
same.
"""
