"""The tables of what the site keeps of its own running."""
