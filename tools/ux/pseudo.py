"""A language that nobody speaks: English with accents and two in five letters more.

A label that cannot grow shows it in this language, and a word without accents was never given to gettext.
"""

import re
from pathlib import Path

import allauth
import django
import polib

from tools.messages import SIMPLIFIED, catalogue_path

LANGUAGE, LOCALE_NAME = "en-xa", "en_XA"
_PLAIN = "abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ"
_ACCENTED = "åƀçðéƒĝĥîĵķļɱñöþŕšţûṽŵýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_VOWEL = re.compile(r"[aeiouAEIOU]")
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{[^{}]*\}|<[^>]+>|&#?\w+;|https?://\S+)")
LONGER = 1.4


def pseudo(text: str) -> str:
    """Accents on every letter, and vowels doubled until the text is two fifths longer; placeholders stay."""
    pieces = _KEPT.split(text)
    said = sum(len(piece) for piece in pieces[::2])
    to_add = round(said * (LONGER - 1))
    for at in range(0, len(pieces), 2):
        longer, added = _VOWEL.subn(lambda vowel: vowel[0] + vowel[0].lower(), pieces[at], count=max(to_add, 0))
        to_add -= added
        pieces[at] = (longer if added else pieces[at]).translate(_LETTERS)
    return "".join(pieces)


def write_catalogue(folder: Path) -> Path:
    """Compile the language from all that Juluo, Django and allauth say. Returns the folder for LOCALE_PATHS."""
    foreign = [Path(each.__path__[0]) for each in (django, allauth)]
    sources = [catalogue_path(SIMPLIFIED), *(path for root in foreign for path in root.rglob("locale/en/**/django.po"))]
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    known: set[tuple[str, str]] = set()
    for source in sources:
        for entry in polib.pofile(str(source)):
            name = (entry.msgid, entry.msgctxt or "")
            if not entry.obsolete and name not in known:
                known.add(name)
                catalogue.append(_spoken(entry))
    path = folder / LOCALE_NAME / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalogue.to_binary())
    return folder


def _spoken(entry: polib.POEntry) -> polib.POEntry:
    said = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
    if entry.msgid_plural:
        said.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
    else:
        said.msgstr = pseudo(entry.msgid)
    return said
