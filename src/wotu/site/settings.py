"""Django's settings. What differs between machines comes from the environment.

WOTU_PRODUCTION   1: a public site behind HTTPS; needs the next two
WOTU_SECRET_KEY   signs cookies; on a desk one is made and kept in var/
WOTU_HOSTS        names the site answers to, comma-separated
WOTU_DEBUG        1: Django's pages for developers
WOTU_VAR          where data is kept; var/ by default
WOTU_PACKS        the folder of packs; packs/ by default
WOTU_DEMO         0: no demonstration accounts on the sign-in page; on unless in production
WOTU_OIDC_ISSUER  an identity service people may sign in with; also _CLIENT_ID, _CLIENT_SECRET, _NAME
WOTU_SCANNER      a virus scanner for uploads: clamd://host:3310, unix:/path/to/clamd.ctl, or the dotted name
                  of a function; without one uploads are recorded as not scanned
WOTU_URL          the address of the site, for links in e-mail; http://localhost:8000 by default
DATABASE_URL      a PostgreSQL server; the embedded one by default
EMAIL_URL         smtp://user:password@host:587 to send mail; files in var/mail by default
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from wotu.site import environment
from wotu.site.embedded.server import socket_folder
from wotu.site.paths import ROOT, VAR
from wotu.site.watching.logs import logging_settings

WOTU_VAR = VAR
WOTU_PACKS = Path(os.environ.get("WOTU_PACKS") or ROOT / "packs")
WOTU_EDITIONS = VAR / "editions"
PRODUCTION = environment.flag("WOTU_PRODUCTION")
DEBUG = environment.flag("WOTU_DEBUG")
WOTU_DEMO = environment.flag("WOTU_DEMO", default=not PRODUCTION)
SECRET_KEY = environment.secret_key(VAR, production=PRODUCTION)
ALLOWED_HOSTS = environment.words("WOTU_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if PRODUCTION]

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wotu.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    "wotu.audit",
    "wotu.workdays",
    "wotu.parties",
    "wotu.ledger",
    "wotu.inbox",
    "wotu.facts",
    "wotu.measures",
    "wotu.findings",
    "wotu.filing",
    "wotu.needs",
    "wotu.industry",
    "wotu.cases",
    "wotu.payments",
    "wotu.services.credit_repair",
    "wotu.services.stay",
    "wotu.look",
    "wotu.access",
    "wotu.portal",
    "wotu.desk",
    "wotu.api",
    "wotu.site",
]

MIDDLEWARE = [
    "wotu.site.watching.requests.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wotu.asked_once.AskedOnceMiddleware",
    "wotu.access.middleware.AccessMiddleware",
]

ROOT_URLCONF = "wotu.site.urls"
WSGI_APPLICATION = "wotu.site.wsgi.application"

COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, not what happens to be on the page
LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django_cotton.cotton_loader.Loader", *LOADERS])
            ],
            "builtins": ["wotu.look.templatetags.say", "django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wotu.look.shell.shell",
                "wotu.access.shell.who",
                "wotu.desk.shell.sections",
                "wotu.portal.inbox.shell.unread",
            ],
        },
    },
]

# the database: PostgreSQL, always
DATABASES = {
    "default": environment.database(os.environ.get("DATABASE_URL"), embedded_socket=socket_folder(VAR))
}
CACHES = environment.caches(os.environ.get("DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# languages and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "wotu_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# files the pages load
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "wotu.facts.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wotu.look.carried.CarriedFiles",
]
MEDIA_ROOT = Path(os.environ.get("WOTU_FILES") or VAR / "files")
"""Evidence and the like; reached only through views with a door, never by an address of its own."""
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
if PRODUCTION:
    STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"

# what a browser may do with a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]

# who signs in, and how
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:mine"
ACCOUNT_ADAPTER = "wotu.access.sign_in.Accounts"
ACCOUNT_FORMS = {"reset_password_from_key": "wotu.access.sign_in.NewPassword"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}  # five wrong passwords shut an account's door
MFA_ADAPTER = "wotu.access.sign_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "沃土 Wotu"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ADAPTER = "wotu.access.sign_in.Identities"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an address the service has verified finds its account here
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS, IDENTITY_ORIGIN = environment.identity_service()
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += IDENTITY_ORIGIN
ACCESS_OF_LIBRARIES = {
    "allauth": "public",
    "ninja": "public",
    "django.views.i18n": "public",
    "django.views.static": "public",
}
"""Who may come to the views of libraries: allauth looks after its own pages, and the API after its tokens."""

# evidence files
WOTU_SCANNER = os.environ.get("WOTU_SCANNER", "").strip()
EVIDENCE_HELD_BY = (
    "wotu.facts.retention.by_facts", "wotu.facts.retention.by_disputes", "wotu.cases.holding.by_cases",
    "wotu.services.credit_repair.reads.holding",
)  # fmt: skip
"""Which parts are asked whether they still refer to a file, before its content is removed."""

# the kinds of service cases are taken for
WOTU_SERVICES = "wotu.services.table.KINDS"

# links in e-mail
WOTU_URL = os.environ.get("WOTU_URL", "http://localhost:8000").rstrip("/")

# jobs: a queue in PostgreSQL
PROCRASTINATE_WORKER_DEFAULTS = {"name": "wotu", "delete_jobs": "successful"}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# mail
EMAIL_BACKEND, EMAIL_SETTINGS = environment.mail(os.environ.get("EMAIL_URL"))
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = EMAIL_SETTINGS["host"], EMAIL_SETTINGS["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_SETTINGS["user"], EMAIL_SETTINGS["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SETTINGS["tls"], EMAIL_SETTINGS["ssl"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("WOTU_MAIL_FROM") or "Wotu <wotu@localhost>"

LOGGING = logging_settings(os.environ.get("WOTU_LOG") or "line")

# what the site tells of itself
WOTU_METRICS_TOKEN = os.environ.get("WOTU_METRICS_TOKEN", "")
WOTU_TRACES = os.environ.get("WOTU_TRACES", "")
