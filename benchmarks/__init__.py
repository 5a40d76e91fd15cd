"""Measurements of Wotu beside its peers."""
