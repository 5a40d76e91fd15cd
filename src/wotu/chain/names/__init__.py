"""Product names: made comparable, looked up among aliases, and compared by their character n-grams."""
