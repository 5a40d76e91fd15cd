"""Needs (诉求): what a firm lacks, in its own words; what would serve it; and who answers."""
