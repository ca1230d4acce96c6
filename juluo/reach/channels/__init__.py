"""The ways out of the house. E-mail goes by Django's mailer (any SMTP); texts by the adapter that JULUO_SMS names.

A further adapter is a class with `send` and a line in `ADAPTERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings


class ChannelUnavailable(Exception):  # noqa: N818 - it says what happened
    """The company that carries our messages does not answer, or is not set up."""


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """A text to a phone (E.164). The same `key` again must not reach the phone twice."""

    to: str
    text: str
    key: str


class TextChannel(Protocol):
    def send(self, message: OutgoingText) -> None:
        """Hand the text over; raise ChannelUnavailable if nobody took it."""


def text_channel() -> TextChannel:
    """The adapter of this installation; raises ChannelUnavailable if there is none."""
    if (make := ADAPTERS.get(settings.JULUO_SMS)) is None:
        message = f"JULUO_SMS is {settings.JULUO_SMS!r}, which no adapter is called."
        raise ChannelUnavailable(message)
    return make()


def _outbox() -> TextChannel:
    from juluo.reach.channels.outbox import TextOutbox  # noqa: PLC0415 - it reads settings that are not there yet

    return TextOutbox()


ADAPTERS: Mapping[str, Callable[[], TextChannel]] = {"outbox": _outbox}
