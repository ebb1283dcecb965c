"""Templates of the documents."""
