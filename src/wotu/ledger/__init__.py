"""What is left (台账): every capacity is an account in its smallest unit, and nothing is given out twice."""
