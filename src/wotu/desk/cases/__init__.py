"""Cases (办件) at the desk: the queue with its lights, each case with the steps one may take, the board."""
