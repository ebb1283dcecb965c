"""The Django application: a stack of modules that bear the law's words (see ARCHITECTURE.md)."""
