"""The chain of a whole country: layouts on disk, sorted once, and the same questions asked of them."""
