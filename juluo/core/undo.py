"""A deed that can be taken back says so: the message after it carries the way back for as long as it is shown."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message

from juluo.core.http import SpaceRequest

_MARK = "undo:"


def offer_undo(request: SpaceRequest, sentence: str, url: str) -> None:
    """Say on the next page what was done, with a button that posts to `url`, the deed's opposite."""
    messages.success(request, sentence, extra_tags=f"{_MARK}{url}")


def undo_url(message: Message) -> str:
    """Where the deed that `message` tells of is undone; "" where it is not."""
    tag = message.extra_tags or ""
    return tag.removeprefix(_MARK) if tag.startswith(_MARK) else ""
