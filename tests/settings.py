"""The application's settings with what tests do not need left out."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("HIPWISE_DEMO", "off")

from clinic.settings import *  # noqa: F403
from clinic.settings import DATABASES
from clinic.settings import MIDDLEWARE as _MIDDLEWARE

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: in memory, a page that asks twice at once finds its tables locked. One for each run.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"hipwise-tests-{os.getpid()}.sqlite3")}
MIDDLEWARE = [name for name in _MIDDLEWARE if "whitenoise" not in name]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "hipwise-session"
CSRF_COOKIE_NAME = "hipwise-csrf"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
