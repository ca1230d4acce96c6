"""The articles of a covenant: its numbered headings and points, and what each of them pauses.

A line `::pauses[earning]` under an article names a consequence: `writing`, `buying`, `selling`, `earning`, `circle`
(leaving one), or `buying-WORD` for one product. It stands in the text, so it is read, compared and accepted with it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juluo.core.refusals import Refused

MOST_ARTICLES = 99
TITLE_LENGTH = 80
_DIGITS = "零一二三四五六七八九"
_HEAD = re.compile(
    r"^(?:#{1,6}[ \t]+)?(?:第[ \t]*)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[ \t]*(?:条|[.、．:：)）])[ \t]*"
    r"(?P<title>\S.*)$"
)
_PLAIN_HEAD = re.compile(r"^#{1,6}[ \t]")
_PAUSES = re.compile(r"^[ \t]*::pauses\[(?P<what>[\w-]{1,80})\][ \t\r]*$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(?P<title>.+?)\*\*")
_BUYING = "buying-"

CONSEQUENCES = {
    "writing": gettext_lazy("Writing may be paused."),
    "buying": gettext_lazy("Buying may be paused."),
    "selling": gettext_lazy("Sharing to earn may be paused."),
    "earning": gettext_lazy("Earning may be paused; what was earned stays payable."),
    "circle": gettext_lazy("It may cost the place in a circle."),
}
"""What an article can name, and how it reads."""
PAUSED_WORDS = {
    "writing": pgettext_lazy("what is paused", "writing"),
    "buying": pgettext_lazy("what is paused", "buying"),
    "selling": pgettext_lazy("what is paused", "sharing to earn"),
    "earning": pgettext_lazy("what is paused", "earning"),
    "circle": pgettext_lazy("what is paused", "circles"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it stands in the text."""

    number: int
    title: str
    text: str
    pauses: tuple[str, ...]


def articles_in(text: str) -> list[Draft]:
    """The articles of the text, in its order. A number that comes again begins no other article."""
    found: list[tuple[int, str, list[str]]] = []
    inside = False
    for line in text.splitlines():
        head = _HEAD.match(line)
        number = _number_of(head["number"]) if head else 0
        if head and number and number not in {known for known, _title, _lines in found}:
            found.append((number, _title_of(head["title"]), [line]))
            inside = True
        elif _PLAIN_HEAD.match(line):
            inside = False
        elif inside:
            found[-1][2].append(line)
    return [_draft(*each) for each in found[:MOST_ARTICLES]]


def check_consequences(text: str, goods: Collection[str]) -> None:
    """Refuse a consequence that does not exist, a product that nobody sells, and one that stands under no article."""
    named = _PAUSES.findall(text)
    unknown = next((each for each in named if not _is_known(each, goods)), None)
    if unknown:
        message = _("“%(what)s” is nothing that an article can pause.") % {"what": unknown}
        raise Refused(message, code="unknown_consequence", field="text", status=422)
    if len(named) != sum(len(_PAUSES.findall(each.text)) for each in articles_in(text)):
        message = _("A consequence stands under a numbered article.")
        raise Refused(message, code="no_article", field="text", status=422)


def goods_in(text: str) -> set[str]:
    """The words of the products that the text names in consequences."""
    return {each.removeprefix(_BUYING) for each in _PAUSES.findall(text) if each.startswith(_BUYING)}


def shown(text: str, goods: Mapping[str, str]) -> str:
    """The same Markdown with each consequence as the sentence that people read."""
    return _PAUSES.sub(lambda found: f"\n*→ {sentence_of(found['what'], goods)}*\n", text)


def sentence_of(what: str, goods: Mapping[str, str]) -> str:
    if what.startswith(_BUYING):
        word = what.removeprefix(_BUYING)
        return _("Buying “%(title)s” may be paused.") % {"title": goods.get(word, word)}
    return str(CONSEQUENCES.get(what, what))


def words_for(pauses: Collection[str], named: Mapping[str, str]) -> list[str]:
    """What is paused, each in a few words; `named` are the things that are called by a word or an id."""
    told = ((each, each.partition("-")[2]) for each in pauses)
    return [named.get(word, word) if word else str(PAUSED_WORDS.get(each, each)) for each, word in told]


def names_paused(deed: str, goods: Collection[str]) -> set[str]:
    """The consequences that forbid the deed, with one of these goods."""
    return {deed, *(f"{deed}-{word}" for word in goods)}


def _draft(number: int, title: str, lines: list[str]) -> Draft:
    text = "\n".join(lines).strip()
    return Draft(number, title, text, tuple(dict.fromkeys(_PAUSES.findall(text))))


def _title_of(words: str) -> str:
    bold = _BOLD.search(words)
    return (bold["title"] if bold else words).strip(" *#。.").strip()[:TITLE_LENGTH]


def _number_of(words: str) -> int:
    """Up to 99, in Arabic or Chinese figures; 0 for what is no number."""
    if words.isdecimal():
        return int(words)
    tens, ten, units = words.partition("十")
    if not ten:
        return _DIGITS.index(words) if len(words) == 1 else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(units) if units else 0)


def _is_known(what: str, goods: Collection[str]) -> bool:
    return what in CONSEQUENCES or (what.startswith(_BUYING) and what.removeprefix(_BUYING) in goods)
