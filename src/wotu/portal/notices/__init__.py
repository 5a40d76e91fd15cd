"""What the public sees of cases: notices of awards, objections to them, and whether a letter is real."""
