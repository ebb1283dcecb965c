"""Settings of the application: one file, typed readers; each variable is described in docs/reference/reglages.md."""

from __future__ import annotations

import os
from importlib.util import find_spec

from pghistory import ContextJSONField, ContextUUIDField

from jalons.config import environnement as env
from jalons.config import lieux

ROLE = os.environ.get("JALONS_ROLE", "web")
DEBUG = env.booleen("JALONS_DEBUG", False)
SECRET_KEY = os.environ.get("JALONS_CLE_SECRETE") or lieux.secret("django")
ALLOWED_HOSTS = env.liste("JALONS_HOTES", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS if h not in ("127.0.0.1", "localhost", "[::1]")]
EN_PRODUCTION = env.booleen("JALONS_HTTPS", False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "axes",
    "jalons.application.socle",
    "jalons.application.ui",
    "jalons.application.territoires",
    "jalons.application.acces",
    "jalons.application.documents",
    "jalons.application.faits",
    "jalons.application.enfants",
    "jalons.application.etablissements",
    "jalons.application.accueil_familial",
    "jalons.application.crip",
    "jalons.application.mesures",
    "jalons.application.places",
    "jalons.application.projets_enfant",
    "jalons.application.echeancier",
    "jalons.application.observatoire",
    "jalons.application.indicateurs",
    "jalons.application.fiches",
    "jalons.application.finances",
    "jalons.application.contrats",
    "jalons.application.schema",
    "jalons.application.relecture",
    "jalons.application.rapports",
    "jalons.application.portail",
]

MIDDLEWARE = [
    "jalons.application.ui.securite.EntetesDeSecurite",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "jalons.application.ui.refus_de_methode.RefusDeMethode",
    "jalons.application.ui.plafond.Plafond",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jalons.application.ui.caracteres.CaractereNul",
    "jalons.application.acces.middleware.AgentMiddleware",
    "jalons.application.acces.middleware.ConnexionRequise",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jalons.application.acces.middleware.PerimetreMiddleware",
    "jalons.application.acces.middleware.HistoriqueMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jalons.config.urls"
WSGI_APPLICATION = "jalons.config.wsgi.application"
GABARITS = ("jalons.application.ui.gabarits.chargeur.Chargeur", ["django.template.loaders.app_directories.Loader"])
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": DEBUG,
        "OPTIONS": {
            **({} if DEBUG else {"loaders": [GABARITS]}),
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jalons.application.acces.context.agent",
                "jalons.application.ui.context.ui",
            ],
        },
    }
]
FORM_RENDERER = "jalons.application.ui.rendu.RenduDesChamps"

DATABASES = env.bases(ROLE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # PerimetreMiddleware opens the transaction, rendering included

AUTH_USER_MODEL = "acces.Agent"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# known to all, printed by « jalons demo »: only demonstration accounts have it
JALONS_DEMO_MOT_DE_PASSE = os.environ.get("JALONS_DEMO_MOT_DE_PASSE") or "Jalons-Demo-2026"

LOGIN_URL = "acces:connexion"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "acces:connexion"

AXES_FAILURE_LIMIT = env.entier("JALONS_ESSAIS_CONNEXION", 5)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "jalons.application.acces.essais.identifiant_saisi"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "acces/verrouille.html"
AXES_VERBOSE = False

PASSWORD_RESET_TIMEOUT = 24 * 3600  # life of the link that an administrator draws

SESSION_ENGINE = "jalons.application.acces.identite"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = EN_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if EN_PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if EN_PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

JALONS_DROIT_LOCAL = env.dossier("JALONS_DROIT_LOCAL")  # objectives of the départements' own, one YAML file each

PAGES_GARDEES_MO = int(os.environ.get("JALONS_PAGES_GARDEES_MO") or "32")  # drawn pages that a process keeps, in MiB
JALONS_ADRESSE = os.environ.get("JALONS_ADRESSE") or "http://127.0.0.1:8000"  # where e-mails send their reader
EMAIL_HOST = os.environ.get("JALONS_SMTP_HOTE", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.entier("JALONS_SMTP_PORT", 587)
EMAIL_HOST_USER = os.environ.get("JALONS_SMTP_COMPTE", "")
EMAIL_HOST_PASSWORD = os.environ.get("JALONS_SMTP_MOT_DE_PASSE", "")
EMAIL_USE_TLS = env.booleen("JALONS_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("JALONS_EXPEDITEUR") or "jalons@localhost"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "jalons.application.ui.finders.NpmFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "jalons.application.ui.stockage.StockageStatique"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATIC_ROOT = lieux.RACINE / "build" / "static"
# until collectstatic has run (tests, development), files are served from where they are, under their own names
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not (STATIC_ROOT / "staticfiles.json").is_file()
MEDIA_ROOT = lieux.maison() / "fichiers"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
IMPORT_TAILLE_MAXIMALE = env.entier("JALONS_IMPORT_MO", 1024) * 1_000_000  # bytes of one file of an extract
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# jobs are looked for by the worker alone, when it starts: a fifth of what it takes to start any other process
# only the worker imports the modules of jobs, when it begins: a fifth of what any other process takes to start
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = [
    f"{m}.taches" for m in INSTALLED_APPS if m.startswith("jalons.") and find_spec(f"{m}.taches")
]

# the act's context is kept in each event row: no shared table to grant on
PGHISTORY_CONTEXT_FIELD = ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = ContextUUIDField()
# the moment of the write, not the start of its transaction: a report frozen at an instant is rebuilt identical
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"sobre": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "sobre"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a refusal (403, 404) is an answer, not an incident: the journal of the proxy keeps it
    "loggers": {"django.request": {"level": "ERROR"}, "jalons": {"level": os.environ.get("JALONS_JOURNAL", "INFO")}},
}
