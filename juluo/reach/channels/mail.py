"""Mails about news, by Django's mailer: any SMTP server, or files where there is none."""

import smtplib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from juluo.core.addresses import address_of
from juluo.core.letters import Letter, Line, message_of
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.reach.channels import ChannelUnavailable
from juluo.reach.models import Habit, Notification
from juluo.reach.news import Channel, Kind, kind_of, ways_out_of
from juluo.reach.queries.preferences import habits_of
from juluo.reach.rules.tokens import off_token

PERMANENT = range(500, 600)


class AddressRefused(Exception):  # noqa: N818 - it says what happened
    """The mail server will never take mail for this address."""


def send_mail_about(news: Notification, *, key: str) -> None:
    """Write to the member. Raises ChannelUnavailable (try again) or AddressRefused (never).

    `key` becomes the Message-ID: what is sent twice, because a worker died, is one message for many readers.
    """
    message = mail_about(news, key=key)
    with _told_apart():
        message.send()


def mail_about(news: Notification, *, key: str) -> EmailMultiAlternatives:
    """Write the mail in the language and the time zone of its reader."""
    space = Space.objects.get(pk=acting_space_id())
    habit, kind = habits_of([news.member_id])[news.member_id], kind_of(news.kind)
    with reading_as(habit), public_addresses():
        off = "" if Channel.MAIL in kind.laws else address_of(space, "reach:off", off_token(news.member_id, kind.key))
        ends = ways_out_of(kind.key, news.member_id, news.data)
        letter = letter_about(kind, news.data, space=space, off=off, ends=ends)
    headers = {"Message-ID": message_id(key), **list_headers(off)}
    to = news.member.user.email if news.member.user else ""
    return message_of(letter, to=to, space=space, headers=headers)


def message_id(key: str) -> str:
    """The same key, the same message, however often it is sent."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ")
    return f"<{key}@{host}>"


def letter_about(kind: Kind, data: Mapping[str, Any], *, space: Space, off: str, ends: Sequence[Line] = ()) -> Letter:
    """Put a kind's words into a letter, in the language in force; `off` ends it with one click, `ends` parts of it."""
    arguments = [data.get(name, "-") for name in kind.view_args]
    return Letter(
        subject=kind.titled(data),
        paragraphs=[kind.told(data)],
        language=translation.get_language() or settings.LANGUAGE_CODE,
        name=space.name,
        action=str(kind.action),
        target=address_of(space, kind.view, *arguments),
        footer=[*_why(kind, space), *ends, *_way_out(kind, space, off)],
    )


def _why(kind: Kind, space: Space) -> list[Line]:
    label = {"label": kind.label, "name": space.name}
    return [Line(_("You receive “%(label)s” because you are a member of %(name)s.") % label)]


def _way_out(kind: Kind, space: Space, off: str) -> list[Line]:
    choose = Line(_("Choose what you are told of"), address_of(space, "reach:preferences"))
    if law := kind.laws.get(Channel.MAIL):
        return [Line(str(law.reason)), choose]
    return [Line(_("No more mails of this kind"), off), choose]


def list_headers(off: str) -> dict[str, str]:
    """RFC 8058: the reader's program may end it with one POST."""
    return {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if off else {}


@contextmanager
def reading_as(habit: Habit) -> Iterator[None]:
    with translation.override(habit.language), timezone.override(habit.time_zone):
        yield


@contextmanager
def public_addresses() -> Iterator[None]:
    """Within the block names of views lead to pages of a space, though no request says so."""
    prefix, table = get_script_prefix(), get_urlconf()
    set_script_prefix("/")
    set_urlconf("juluo.urls.space")
    try:
        yield
    finally:
        set_script_prefix(prefix)
        set_urlconf(table)


class OpenMailer:
    """The mailer held open for many messages. `transport` stands in for it: whatever has Django's `send_messages`."""

    def __init__(self, transport: Any = None) -> None:
        self._transport = transport or mailers.default

    def __enter__(self) -> Self:
        with _told_apart():
            self._transport.open()
        return self

    def __exit__(self, *failure: object) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._transport.close()

    def send(self, message: EmailMultiAlternatives) -> None:
        """Send one of them. Raises ChannelUnavailable (try again) or AddressRefused (never)."""
        with _told_apart():
            self._transport.send_messages([message])


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise _meaning(error) from error


def _meaning(error: Exception) -> Exception:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _sentence in error.recipients.values()]
        if codes and all(code in PERMANENT for code in codes):
            return AddressRefused(str(error))
    return ChannelUnavailable(str(error))
