"""Firms: the list of a zone's enterprises, and everything about one of them (一企一档)."""
