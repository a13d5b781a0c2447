"""Links to other sites (EX): what can be said about them from the address alone."""
