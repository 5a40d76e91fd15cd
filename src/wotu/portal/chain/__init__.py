"""What a firm makes, needs and buys, stated by itself."""
