"""Settings, read from the environment.

Nothing here is insecure by default: without SECRET_KEY the site does not start, and only HIPWISE_DEMO=on, which
bin/run sets for the demo clinic on this machine, relaxes what a plain http://127.0.0.1 cannot have.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from clinic.loopback import why_not

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("HIPWISE_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=DEMO)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if why := why_not(demo=DEMO, debug=DEBUG, host=env.str("HOST", default="127.0.0.1"), allowed_hosts=ALLOWED_HOSTS):
    raise ImproperlyConfigured(why)

INSTALLED_APPS = [
    "clinic.accounts",
    "clinic.audit",
    "clinic.sign_in",
    "clinic.drafts",
    "clinic.people",
    "clinic.letterhead",
    "rehab.thresholds",
    "rehab.patients",
    "rehab.assessments",
    "rehab.programmes",
    "rehab.progress",
    "rehab.handouts",
    "rehab.records",
    "rehab.library",
    "rehab.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "clinic.headers.always_sent",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic.headers.never_stored",
    "clinic.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clinic.sign_in.middleware.SessionLimits",
    "clinic.audit.refusals.RefusalsRecorded",
    "clinic.drafts.signed_out.SignInFirst",
    "clinic.sign_in.middleware.SecondFactorFirst",
    "clinic.accounts.permissions.DeclaredRolesOnly",
    "clinic.middleware.in_clinic_time",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic.context_processors.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'hipwise.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock at the start, so that two writers wait instead of failing half-way;
    # FULL keeps every acknowledged write through a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # What allauth counts to slow down guessing, and which codes were used: the same for all workers. Past its limit
    # entries go that still count, so it is more than many strangers together can fill.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Clinical, so never outside this process's memory; as many programmes as several large clinics run.
    "standings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "standings",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

AUTH_USER_MODEL = "accounts.Clinician"
AUTHENTICATION_BACKENDS = ["clinic.sign_in.backends.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link to a new password works
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "programmes:caseload"
ACCOUNT_ADAPTER = "clinic.sign_in.adapter.SignIn"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMO else "https"
ACCOUNT_FORMS = {
    "login": "clinic.sign_in.forms.SignInForm",
    "reauthenticate": "clinic.sign_in.forms.ConfirmPasswordForm",
    "change_password": "clinic.sign_in.forms.ChangePasswordForm",
    "reset_password": "clinic.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "clinic.sign_in.forms.NewPasswordForm",
}
MFA_ADAPTER = "clinic.sign_in.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "clinic.sign_in.forms.CodeForm",
    "reauthenticate": "clinic.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "clinic.sign_in.forms.AppForm",
    "add_webauthn": "clinic.sign_in.forms.PasskeyForm",
    "edit_webauthn": "clinic.sign_in.forms.RenamePasskeyForm",
}
# The address that counts is the one that the proxy in front saw; what a browser claims beyond it is not believed.
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS_PROXY else 0

SESSION_ENGINE = "clinic.sign_in.sessions"
SESSION_COOKIE_AGE = 30 * 60  # see sessions.py, which counts from the last use
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
if not DEMO:
    SESSION_COOKIE_NAME = "__Host-hipwise-session"
    CSRF_COOKIE_NAME = "__Host-hipwise-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if BEHIND_TLS_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# No file that is sent ever lies on the disk.
FILE_UPLOAD_HANDLERS = ["clinic.uploads.InMemoryOnly"]

# In the session and not in a cookie: a message can name a patient.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEMO
if DEMO:  # collecting and compressing saves nothing on the same machine
    _STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
else:
    _STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_FILES},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds, in which whoever waits for a page waits for the mail server
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Hipwise <hipwise@localhost>")

# Who is told by mail when something breaks. Neither mail nor log says what a record holds.
ADMINS = [(address, address) for address in env.list("ERROR_MAIL_TO", default=[])]
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Hipwise] "
DEFAULT_EXCEPTION_REPORTER = "clinic.reporting.Report"
_DISCREET = {"filters": ["routes_only"], "formatter": "discreet"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"routes_only": {"()": "clinic.reporting.RoutesOnly"}},
    "formatters": {
        "discreet": {"()": "clinic.reporting.Discreet", "format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", **_DISCREET},
        "error_mail": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR", **_DISCREET},
    },
    "root": {"handlers": ["console", "error_mail"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO"}},  # Django's own handlers would say it in full
}
