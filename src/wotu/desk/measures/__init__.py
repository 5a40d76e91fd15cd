"""Measures on the desk: written, tried, reviewed, approved, published, withdrawn."""
