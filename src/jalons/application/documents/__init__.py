"""Files received and documents produced (Word, PDF, Excel)."""
