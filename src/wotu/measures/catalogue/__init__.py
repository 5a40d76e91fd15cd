"""The public catalogue: every measure of every zone, found by words, by filters and by date."""
