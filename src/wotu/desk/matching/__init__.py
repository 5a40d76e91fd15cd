"""Matching: how the standing answers were brought up to date, and what changed."""
