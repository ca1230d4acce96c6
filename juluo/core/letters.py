"""The frame of every mail: the space's name and colour around some words, as plain text and as HTML.

Mail programs know no style sheets, so this is the one place with style attributes; pages never show it but in a
sandboxed frame of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.core.models import Space
from juluo.core.theming import theme_of
from juluo.core.words import Mood

type Word = str | Promise

_BLANK_LINES = re.compile(r"\n\s*\n")
SPACE_HEADER = "X-Juluo-Space"
"""Tells the demo's outbox whose mail it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the footer, which may lead somewhere."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several things that a letter tells of: its title, its first words, and where the rest is."""

    title: str
    text: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says: `subject`, paragraphs, a code to type or a button to press, and the small print.

    Addresses in it are whole; `language` is that of its words; `name` is the sender's.
    """

    subject: str
    paragraphs: Sequence[str]
    language: str
    name: str = "Juluo"
    code: str = ""
    entries: Sequence[Entry] = field(default_factory=tuple)
    action: str = ""
    target: str = ""
    footer: Sequence[Line] = field(default_factory=tuple)


def plain(letter: Letter) -> str:
    return render_to_string("mail/letter.txt", {"letter": letter}).strip() + "\n"


def html(letter: Letter, space: Space | None) -> str:
    return render_to_string("mail/letter.html", {"letter": letter, "look": _look(space)})


def message_of(
    letter: Letter,
    *,
    to: str,
    space: Space | None,
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Put the letter into a message to one address, from the space's name at the installation's address."""
    return Wording.of(letter, space).message_to(to, headers=headers or {})


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter worded once for many readers. What differs between them stands in it as a mark that a value replaces."""

    subject: str
    plain: str
    html: str
    sender: str
    headers: Mapping[str, str]

    @classmethod
    def of(cls, letter: Letter, space: Space | None) -> Self:
        headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
        if space:
            headers[SPACE_HEADER] = str(space.id)
        subject = " ".join(letter.subject.split())
        return cls(subject, plain(letter), html(letter, space), sender(letter.name), headers)

    def message_to(
        self, to: str, *, headers: Mapping[str, str], values: Mapping[str, str] | None = None
    ) -> EmailMultiAlternatives:
        """The message to one address; `values` by mark are safe in HTML as they are, like signed tokens."""
        words, marked_up = self.plain, self.html
        for mark, value in (values or {}).items():
            words, marked_up = words.replace(mark, value), marked_up.replace(mark, value)
        message = EmailMultiAlternatives(self.subject, words, self.sender, [to], headers={**self.headers, **headers})
        message.attach_alternative(marked_up, "text/html")
        return message


def sender(name: str) -> str:
    """The installation's address under the name of who writes."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or settings.DEFAULT_FROM_EMAIL
    return formataddr((" ".join(name.split()), address))


def _look(space: Space | None) -> dict[str, str]:
    """The light colours of the space: many mail programs turn them dark by themselves."""
    tokens = theme_of(space.brand if space else "", space.mood if space else Mood.PLAIN).light
    known = {"bg": "#f4f6f7", "surface": "#ffffff", "ink-1": "#15191d", "ink-3": "#5f6974", **tokens}
    return {
        "bg": known["bg"],
        "surface": known["surface"],
        "ink": known["ink-1"],
        "faint": known["ink-3"],
        "brand": known["brand"],
        "on_brand": known["on-brand"],
        "tint": known["brand-tint"],
    }


_ACTIONS: Mapping[str, Word] = {
    "activate_url": _("Confirm the address"),
    "password_reset_url": _("Choose a new password"),
    "signup_url": _("Sign up"),
}
"""What allauth calls an address that a mail leads to, and what its button says."""


def letter_of_words(subject: str, body: str, *, values: Mapping[str, Any], name: str) -> Letter:
    """Read a letter from plain words: paragraphs, and the code or the address among the `values` that filled them."""
    code = str(values.get("code") or "")
    key = next((each for each in _ACTIONS if values.get(each) and str(values[each]) in body), "")
    target = str(values[key]) if key else ""
    pieces = [each.strip() for each in _BLANK_LINES.split(body)]
    return Letter(
        subject=subject,
        paragraphs=[each for each in pieces if each and each != code],
        code=code,
        action=str(_ACTIONS[key]) if key else "",
        target=target,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        name=name,
    )
