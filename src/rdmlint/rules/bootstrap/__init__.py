"""Bootstrap components written in pages: triggers, panels, and what ties them.

A trigger finds its panel by a selector, and says to assistive technology what it
controls and whether that is open. Bootstrap checks none of it: a trigger without a
panel is a dead control, and a wrong attribute stays wrong until the first click, or
for ever. The rules know what each version of Bootstrap does with the markup, and stay
silent where the version decides and is not known.
"""
