"""Imports: a sheet is read, its columns are mapped, its rows checked, recorded, and undone as a whole."""
