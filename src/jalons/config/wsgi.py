"""WSGI entry point, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalons.config.settings")

application = get_wsgi_application()

from jalons.config.prechauffage import prechauffer  # noqa: E402 - needs the settings read

prechauffer()
