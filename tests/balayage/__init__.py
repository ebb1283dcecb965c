"""Sweep of every address: the matrix of rights holds everywhere, and the second lock holds alone."""
