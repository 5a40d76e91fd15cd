"""Search: one field for everything of the zone, as you type."""
