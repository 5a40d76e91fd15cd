"""The public catalogue: the list, a measure with its calculator, a zone, feeds, and how well rules match."""
