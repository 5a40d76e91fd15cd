"""Writing what a zone knows of its chains. Whatever changes an answer calls `revision.changed`."""
