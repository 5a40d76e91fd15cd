"""What a firm was paid, what comes when, and where to."""
