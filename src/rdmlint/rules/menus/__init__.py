"""The entries that pages make in menus.

A menu should show them, in the place and under the parent that was meant. Hugo drops or
misplaces most faulty entries without a word.
"""
