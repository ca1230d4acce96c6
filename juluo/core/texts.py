"""Text that people send, made fit to keep: trimmed, composed (NFC), free of characters that cannot be seen."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juluo.core.refusals import Refused

_KEPT_CONTROLS = {"\n", "\t"}
_UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
_UNSEEN = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs by their kind that no font shows: fillers, joiners, the empty Braille cell."""


def clean_line(value: str, *, field: str, most: int, least: int = 1) -> str:
    """Return `value` as one tidy line of `least` to `most` characters; refused, naming `field`, if it is not."""
    return _within(" ".join(_seen(value).split()), field, least, most)


def clean_text(value: str, *, field: str, most: int, least: int = 1) -> str:
    """Return `value` as tidy text of `least` to `most` characters, its line breaks kept; else refused."""
    return _within(_seen(value.replace("\r\n", "\n")).strip(), field, least, most)


def _seen(value: str) -> str:
    """Leave out control characters (NUL above all, which the database cannot keep) and lone surrogates."""
    composed = unicodedata.normalize("NFC", value)
    return "".join(
        each for each in composed if each in _KEPT_CONTROLS or unicodedata.category(each) not in {"Cc", "Cs"}
    )


def _within(value: str, field: str, least: int, most: int) -> str:
    if len(value) < least or (least and not _shows(value)):
        raise Refused(_("Write something here."), code="empty", field=field, status=422)
    if len(value) > most:
        sentence = ngettext("Write at most %(count)d character here.", "Write at most %(count)d characters here.", most)
        raise Refused(sentence % {"count": most}, code="too_long", field=field, status=422)
    return value


def _shows(value: str) -> bool:
    """Whether anything of it can be seen: joiners and marks of direction alone say nothing."""
    return any(unicodedata.category(each) not in _UNSEEN_KINDS and each not in _UNSEEN for each in value)
