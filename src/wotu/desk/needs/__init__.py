"""Needs at the desk: the queue, each need, and what the needs tell the zone."""
