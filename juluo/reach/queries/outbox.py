"""Mails and texts that left for nowhere: where no mail server is set, they lie in files, and the demo shows them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from juluo.core.letters import SPACE_HEADER
from juluo.reach.channels.outbox import folder

MOST = 100
_BETWEEN = b"\n" + b"-" * 79 + b"\n"
_FILES = "django.core.mail.backends.filebased.EmailBackend"


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that lies in the outbox; `html` is "" for a text to a phone."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    space_id: str


def is_open_to(user: Any) -> bool:
    """Whether `user` may look into the outbox: nothing is really sent, and it is a demo or the host who looks.

    It is a demo where money is played with. The outbox holds codes to sign in, so elsewhere no staff sees it.
    """
    return bool(mail_folder()) and (bool(settings.JULUO_SANDBOX_TOKEN) or getattr(user, "is_host", False))


def mail_folder() -> Path | None:
    """Where mails are written; None if they are really sent."""
    mailer = settings.MAILERS["default"]
    return Path(mailer["OPTIONS"]["file_path"]) if mailer["BACKEND"] == _FILES else None


def posted(space_id: UUID, *, everywhere: bool) -> list[Posted]:
    """The latest messages of the space and of the installation itself, or those of all spaces; the newest first."""
    found = sorted((*_mails(), *_texts()), key=lambda each: each.at, reverse=True)
    return [each for each in found if everywhere or each.space_id in {"", str(space_id)}][:MOST]


def _mails() -> Iterator[Posted]:
    place = mail_folder()
    for path in _latest(place, "*.log") if place else ():
        pieces = [each for each in path.read_bytes().split(_BETWEEN) if each.strip()]
        for number, piece in enumerate(pieces):
            message = message_from_bytes(piece.lstrip(b"\n"), policy=policy.default)
            yield _mail(f"{path.stem}-{number}", message, _time_of(path))


def _mail(key: str, message: EmailMessage, at: datetime) -> Posted:
    return Posted(
        key=key,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        at=at,
        space_id=str(message[SPACE_HEADER] or ""),
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body else ""


def _texts() -> Iterator[Posted]:
    for path in _latest(folder(), "*.json"):
        said = json.loads(path.read_text())
        yield Posted(path.stem, said["to"], "", said["text"], "", _time_of(path), said["space"])


def _latest(place: Path, pattern: str) -> list[Path]:
    files = sorted(place.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True) if place.is_dir() else []
    return files[: MOST * 3]


def _time_of(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
