"""Tables and charts: pure, no Django. Results are plain data that pages, documents and commands share."""
