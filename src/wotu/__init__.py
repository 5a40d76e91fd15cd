"""Wotu 沃土: an open platform that runs a development zone."""

__version__ = "0.1.0"
