"""Standing answers: every firm's findings, kept up to date, and what is new about them."""
