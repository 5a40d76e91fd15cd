"""The inbox pages: what a person was told, and how they want it by e-mail."""
