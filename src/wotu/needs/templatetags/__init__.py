"""Filters for the templates of needs."""
