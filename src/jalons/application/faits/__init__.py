"""Facts and the deadlines they open: two tables, computed with the law."""
