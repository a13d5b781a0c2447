"""Images (IM): whether they are there, and what they tell those who do not see them."""
