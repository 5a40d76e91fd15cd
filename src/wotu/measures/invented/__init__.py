"""Invented firms (演示企业): drawn from a zone's recipe, so that a demonstration is as large as a real zone.

The hand-written firms of `packs/<zone>/demo/*.csv` show particular cases; these give the numbers their
shape. Every one says 演示 in its name, and its credit code says DEM.
"""
