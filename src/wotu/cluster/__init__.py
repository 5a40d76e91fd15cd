"""Matching facts that lie in parts: part by part on one machine, or on a cluster of Spark."""
