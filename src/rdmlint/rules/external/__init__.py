"""Links to other sites (EX): from the address alone, and from what they answer."""
