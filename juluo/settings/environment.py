"""Reading the environment: every variable of Juluo passes through here."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    return value in _TRUE if value else default


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        message = f"{name} is {value!r}: write a whole number."
        raise SystemExit(message) from None


def names(name: str, default: str = "") -> list[str]:
    return [each.strip() for each in text(name, default).split(",") if each.strip()]


def data_directory() -> Path:
    """JULUO_DATA, or the user's data directory; root keeps its data where a dropped user can enter."""
    if chosen := text("JULUO_DATA"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/var/lib/juluo")
    return Path(text("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "juluo"


def gathered_files(data: Path) -> Path:
    """Where a server gathers its style sheets and scripts when it starts; it must exist before."""
    root = data / "static"
    with suppress(OSError):
        root.mkdir(parents=True, exist_ok=True)
    return root


def database(url: str) -> dict[str, Any]:
    """Turn a postgresql:// URL into Django's setting."""
    parts = urlsplit(url)
    options = dict(each.split("=", 1) for each in parts.query.split("&") if "=" in each)
    return {
        "ENGINE": "juluo.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {
            "connect_timeout": 5,
            "application_name": "juluo",
            # The server plans a statement once a connection, which halves what an order costs it.
            "server_side_binding": True,
            "prepare_threshold": 5,
            **options,
        },
    }


def mailer(outbox: Path) -> dict[str, Any]:
    """Send through EMAIL_HOST; without one, write each message to a file of `outbox`."""
    if not (host := text("EMAIL_HOST")):
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": outbox}}
    options = {
        "host": host,
        "port": number("EMAIL_PORT", 587),
        "username": text("EMAIL_HOST_USER"),
        "password": text("EMAIL_HOST_PASSWORD"),
        "use_tls": flag("EMAIL_USE_TLS", default=True),
        "timeout": number("EMAIL_TIMEOUT", 15),
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def secret_key(data: Path) -> str:
    """SECRET_KEY, or one made at the first start and kept in the data directory for its owner's eyes only."""
    if chosen := text("SECRET_KEY"):
        return chosen
    kept = data / "secret-key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        with open(kept, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        message = f"No secret key can be kept in {data} ({error.strerror}): set SECRET_KEY or JULUO_DATA."
        raise SystemExit(message) from None
    return kept.read_text()
