"""Links (LK): where they lead once the site is published.

Hugo publishes whatever a link says. These rules know which pages, files and ids the
site will have, so they say which links lead nowhere, and where they were meant to go.
"""
