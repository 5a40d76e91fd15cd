"""What is known about whom: since when, of when, and who says so."""
