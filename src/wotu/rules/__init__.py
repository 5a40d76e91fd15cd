"""The rule language: packs of measures, typed expressions, one subject at a time."""
