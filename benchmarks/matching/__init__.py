"""Matching: a million enterprises against many measures, beside other engines."""
