"""What a case may do next, and by when: pure functions of a flow, what happened, and a calendar."""
