"""Templates of the printed documents."""
