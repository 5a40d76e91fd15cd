"""The packs of measures, loaded, and the check-ups they answer."""
