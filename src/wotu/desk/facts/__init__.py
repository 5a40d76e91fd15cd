"""Facts at the desk: imports and their undoing, conflicts between sources, disputes, export."""
