"""The tables of standing answers."""
