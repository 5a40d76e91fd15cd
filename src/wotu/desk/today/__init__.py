"""Today: what waits for the official, by urgency."""
