"""Django's settings, from the environment. docs/settings.md lists what can be set."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.functional import SimpleLazyObject

from strongback.web import database, home, static_files
from strongback.web.lan import rules

HERE = Path(__file__).parent
DATA = home.data_folder(os.environ)

# Lazy: reading the settings must not write a file.
SECRET_KEY = SimpleLazyObject(lambda: home.secret_key(DATA, os.environ))
DEBUG = False

NAMED = [host.strip() for host in os.environ.get("STRONGBACK_ALLOWED_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *NAMED]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in NAMED if host != "*"]

# `serve --lan` sets these for the servers it starts: whether this one listens in the home network and
# behind the gate, under which names, and what the household is told of it.
LAN = os.environ.get("STRONGBACK_LAN") == "1"
LAN_HOSTS = [host for host in os.environ.get("STRONGBACK_LAN_HOSTS", "").split(",") if host]
LAN_URL = os.environ.get("STRONGBACK_LAN_URL", "")
LAN_AUTHORITY = os.environ.get("STRONGBACK_LAN_AUTHORITY", "")

INSTALLED_APPS = ["strongback.web"]
ROOT_URLCONF = "strongback.web.urls"
WSGI_APPLICATION = "strongback.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "strongback.web.headers.strict",
    "strongback.web.lan.own.OnlyOwn",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["strongback.web.pages.away.kept_on", "strongback.web.lan.own.at_home"]
        },
    }
]

DATABASES = {"default": database.database(os.environ.get(database.SETTING, ""), DATA / home.STORE)}

# The folder's name changes with any file in it, so that everything below it may be cached for ever,
# and the files can name each other by plain relative paths. The templates are counted in: pages and files
# that a device keeps belong to one version.
STATIC_DIGEST = static_files.digest(HERE / "static", HERE / "templates")
STATIC_URL = f"/static/{STATIC_DIGEST}/"

CSRF_FAILURE_VIEW = "strongback.web.pages.errors.csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
USE_I18N = False
USE_TZ = False
TIME_ZONE = None  # the machine's own: a day is a local day
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

if LAN:
    globals().update(rules.settings_for(LAN_HOSTS))
