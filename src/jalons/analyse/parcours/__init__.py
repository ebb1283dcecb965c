"""Children's paths as tables: what follows what, and after how long. Pure; polars, no Django, no clock."""
