"""What the migrations do to what is there."""
