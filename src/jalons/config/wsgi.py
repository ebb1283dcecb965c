"""WSGI entry point, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalons.config.settings")

application = get_wsgi_application()
_ = get_resolver().url_patterns  # modules of pages, else loaded by the first request
# What is loaded stays until the process ends: left to the collector, it is gone through again and again, which stops
# every thread of the process for a tenth of a second every few dozen requests.
gc.collect()
gc.freeze()
