"""Matching: every measure for every subject, or for one, with reasons."""
