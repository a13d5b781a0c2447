"""Templates (TP): layouts, shortcodes and content adapters that stop Hugo's build.

Hugo reads all templates before anything else, those too that no page uses, and stops at
the first one it cannot use. These rules name them all, at their place.
"""
