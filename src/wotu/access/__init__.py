"""The one access door: who is asking, what they may do, and which objects open to them."""
