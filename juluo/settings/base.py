from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from juluo.settings.environment import (
    data_directory,
    database,
    flag,
    gathered_files,
    mailer,
    names,
    number,
    secret_key,
    text,
)

PACKAGE = Path(__file__).resolve().parent.parent

JULUO_DATA = data_directory()
JULUO_TEST_CLOCK = flag("JULUO_TEST_CLOCK")
JULUO_SANDBOX_URL = text("JULUO_SANDBOX_URL", "http://127.0.0.1:8900")
JULUO_SANDBOX_TOKEN = text("JULUO_SANDBOX_TOKEN")
JULUO_PUBLIC_URL = text("JULUO_PUBLIC_URL", f"http://localhost:{number('PORT', 8000)}").rstrip("/")
LIVE_URL = text("LIVE_URL")
JULUO_UPLOAD_LIMIT = number("JULUO_UPLOAD_LIMIT", 10 * 1024 * 1024)
JULUO_SOUND_LIMIT = number("JULUO_SOUND_LIMIT", 200 * 1024 * 1024)
JULUO_FILM_LIMIT = number("JULUO_FILM_LIMIT", 2 * 1024 * 1024 * 1024)
JULUO_EMBEDS = names("JULUO_EMBEDS", "bilibili,youtube,tencent,vimeo,youku,netease")
JULUO_FONT = text("JULUO_FONT")
JULUO_SECURITY_CONTACT = text("JULUO_SECURITY_CONTACT")
JULUO_OFFLINE = flag("JULUO_OFFLINE", default=True)

DEBUG = flag("JULUO_DEBUG")
SECRET_KEY = secret_key(JULUO_DATA)
SECRET_KEY_FALLBACKS = names("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = names("JULUO_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = [JULUO_PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "juluo.core",  # before allauth: our look for its pages wins
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "juluo.ledger",
    "juluo.reach",
    "juluo.payments",
    "juluo.ip",
    "juluo.community",
    "juluo.mall",
    "juluo.sharing",
    "juluo.insight",
    "juluo.front",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "juluo.core.middleware.request_log",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "juluo.core.middleware.bounded_files",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "juluo.core.api.edge.api_edge",
    "juluo.core.middleware.space_of_request",
]
ROOT_URLCONF = "juluo.urls"
WSGI_APPLICATION = "juluo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "juluo.core.http.page_context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "juluo.core.templatetags.sending"],
        },
    },
]

FORM_RENDERER = "juluo.core.form_focus.Renderer"

_role = text("JULUO_DATABASE_ROLE", "runtime")
_url = text("JULUO_OWNER_URL") if _role == "owner" else text("DATABASE_URL")
DATABASES = {"default": database(_url or "postgresql://juluo_app@127.0.0.1:5432/juluo")}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["juluo.core.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = text("JULUO_EMAIL_VERIFICATION", "optional")
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "juluo.core.people.name_of_user"
ACCOUNT_ADAPTER = "juluo.core.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "juluo.core.accounts.forms.SignInForm"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"merge": "5/10m/user,3/10m/key", "merge_code": "10/h/user", "invitation": "20/10m/ip"}
MFA_FORMS = {
    "add_webauthn": "juluo.core.accounts.forms.AddKeyForm",
    "authenticate": "juluo.core.accounts.forms.SecondStepForm",
    "reauthenticate": "juluo.core.accounts.forms.ProofForm",
}
MFA_ADAPTER = "juluo.core.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not JULUO_PUBLIC_URL.startswith("https://")
JULUO_STAFF_SECOND_STEP = flag("JULUO_STAFF_SECOND_STEP", default=JULUO_PUBLIC_URL.startswith("https://"))
JULUO_CLOSING_DAYS = number("JULUO_CLOSING_DAYS", 7)
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

MAILERS = {"default": mailer(JULUO_DATA / "mail")}
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "juluo@localhost")
JULUO_SMS = text("JULUO_SMS", "outbox")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = gathered_files(JULUO_DATA)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "juluo.core.static_files.GatheredStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = JULUO_DATA / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = JULUO_UPLOAD_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "juluo.core.uploads.BoundedFiles",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_ENGINE = "juluo.core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = JULUO_PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("JULUO_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF, *names("JULUO_FORM_TARGETS"), *([JULUO_SANDBOX_URL] if JULUO_SANDBOX_TOKEN else [])],
}
CACHES = {
    "default": {"BACKEND": "juluo.core.shared_cache.SharedCache"},
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
        "TIMEOUT": 300,
    },
}
CSRF_FAILURE_VIEW = "juluo.core.http.csrf_failure"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail is unique by a constraint on its lower case
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "juluo.core.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": text("JULUO_LOG_LEVEL", "INFO")},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # an asker's mistake, or a sold-out product, is no fault to be logged
    },
}
