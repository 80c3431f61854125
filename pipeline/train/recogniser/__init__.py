"""A line recogniser of our own: lines made on the fly, a small network, its training."""
