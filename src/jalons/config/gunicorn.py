"""Settings of gunicorn, measured: as many processes as cores, four threads each, one connection to the base a thread.

Synchronous workers are a tenth faster, but one slow reader or one long export would hold a whole process.
"""

import os

from jalons.config.environnement import entier

bind = os.environ.get("JALONS_ECOUTE", "127.0.0.1:8000")
workers = entier("JALONS_PROCESSUS", os.cpu_count() or 2)
worker_class = "gthread"
threads = entier("JALONS_CONNEXIONS", 4)
timeout = 120
graceful_timeout = 30
loglevel = "warning"
proc_name = "jalons"
preload_app = True  # everything is loaded once, then shared (config.prechauffage)
control_socket_disable = True
