"""Kinds of service: a folder each, all alike, registered in one table. A kind never imports another."""
