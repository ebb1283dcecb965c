"""Journeys of users in a real browser, on the demonstration served by gunicorn, each page checked by axe at two widths."""
