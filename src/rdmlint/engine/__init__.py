"""Choose the rules, run them, settle what they said."""
