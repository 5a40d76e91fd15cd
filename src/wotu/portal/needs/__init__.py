"""A firm says what it needs, sees what would serve it, and follows its needs; a visitor may try it out."""
