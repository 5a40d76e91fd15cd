"""The chain at the desk: its map, missing links, leads, leaders, local sourcing, risk, and the claims."""
