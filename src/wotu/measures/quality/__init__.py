"""How well the packs match: hand-worked cases against answers, and what is most often not known."""
