"""What a firm states of its products and purchases."""
