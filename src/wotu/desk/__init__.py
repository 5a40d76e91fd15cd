"""The desk: where a zone's officials work. Each section is a folder, listed in `sections`."""
