"""The catalogues of user-facing text: collected from code and templates, compiled, and checked. Needs no GNU gettext.

简体 is translated by people in `zh_Hans/LC_MESSAGES/django.po`. 繁體 is derived from it by OpenCC and
`zh_Hant/glossary.tsv`: to change a term there, add it to the glossary.
"""

import io
import re
import sys
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import django.conf
import opencc
import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

SOURCE, LOCALE = Path("juluo"), Path("juluo/locale")
SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"
LAZY = {"": "", "_lazy": "", "_noop": ""}
KEYWORDS = {
    "_": None,
    **{f"gettext{end}": None for end in LAZY},
    **{f"ngettext{end}": (1, 2) for end in LAZY},
    **{f"pgettext{end}": ((1, "c"), 2) for end in LAZY},
    **{f"npgettext{end}": ((1, "c"), 2, 3) for end in LAZY},
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
type Key = tuple[str, str]


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def python_of(path: Path) -> str:
    """Return the file as Python that calls gettext; of a template, only its messages remain."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=True)
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def messages_in(path: Path) -> Iterator[polib.POEntry]:
    code = io.BytesIO(python_of(path).encode())
    for _line, message, _comments, context in extract("python", code, KEYWORDS, (), {"encoding": "utf-8"}):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        yield polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context, occurrences=[(str(path), "")])


def source_files() -> list[Path]:
    files = [path for path in sorted(SOURCE.rglob("*")) if path.suffix in {".py", ".html", ".txt"}]
    return [path for path in files if not {"tests", "migrations", "locale"} & set(path.parts)]


def key(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgctxt or ""


def collected() -> dict[Key, polib.POEntry]:
    """Every message of the source, with the files that say it."""
    found: dict[Key, polib.POEntry] = {}
    for path in source_files():
        for entry in messages_in(path):
            known = found.setdefault(key(entry), entry)
            known.msgid_plural = known.msgid_plural or entry.msgid_plural
            if (str(path), "") not in known.occurrences:
                known.occurrences.append((str(path), ""))
    return found


def catalogue(language: str) -> polib.POFile:
    path = catalogue_path(language)
    po = polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)
    po.metadata = {
        "Project-Id-Version": "juluo",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return po


def merged(old: polib.POFile, found: dict[Key, polib.POEntry]) -> polib.POFile:
    """The catalogue with exactly the messages of the source; what nobody says any more is kept at its end."""
    new = polib.POFile(wrapwidth=0)
    new.metadata = old.metadata
    known = {key(entry): entry for entry in old}
    for name in sorted(found):
        entry, before = found[name], known.pop(name, None)
        if entry.msgid_plural:
            entry.msgstr_plural = {0: (before.msgstr_plural.get(0) or before.msgstr) if before else ""}
        else:
            entry.msgstr = (before.msgstr or before.msgstr_plural.get(0, "")) if before else ""
        new.append(entry)
    for name in sorted(known):
        if known[name].translated() or known[name].obsolete:
            known[name].obsolete, known[name].occurrences = True, []
            new.append(known[name])
    return new


def traditional(simplified: polib.POFile) -> polib.POFile:
    """Derive 繁體 from 简体; the glossary has the last word."""
    rows = (LOCALE / TRADITIONAL / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    glossary = [line.split("\t") for line in rows if line and not line.startswith("#")]
    converter = opencc.OpenCC("s2twp")

    def convert(text: str) -> str:
        text = converter.convert(text)
        for wrong, right in glossary:
            text = text.replace(wrong, right)
        return text

    po = catalogue(TRADITIONAL)
    po.clear()
    for source in simplified:
        if not source.obsolete:
            entry = copy(source)
            entry.msgstr = convert(source.msgstr)
            entry.msgstr_plural = {form: convert(text) for form, text in source.msgstr_plural.items()}
            po.append(entry)
    return po


def expected() -> dict[str, polib.POFile]:
    simplified = merged(catalogue(SIMPLIFIED), collected())
    return {SIMPLIFIED: simplified, TRADITIONAL: traditional(simplified)}


def update() -> int:
    for language, po in expected().items():
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(po) + "\n", encoding="utf-8")
        path.with_suffix(".mo").write_bytes(po.to_binary())
        print(f"{language}: {len(po.translated_entries())} translated, {len(po.untranslated_entries())} missing")
    return 0


def faults() -> Iterator[str]:
    for language, po in expected().items():
        path = catalogue_path(language)
        if not path.exists() or path.read_text(encoding="utf-8") != str(po) + "\n":
            yield f"{path} is not what the source says: run `make messages`"
        elif path.with_suffix(".mo").read_bytes() != po.to_binary():
            yield f"{path.with_suffix('.mo')} is not compiled from it: run `make messages`"
        if language == SIMPLIFIED:
            yield from (f"{path}: {fault}" for entry in po if not entry.obsolete for fault in faults_of(entry))


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    translation = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    if not translation:
        yield f"not translated: {entry.msgid}"
    elif entry.fuzzy:
        yield f"fuzzy: {entry.msgid}"
    elif set(PLACEHOLDER.findall(translation)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)):
        yield f"other placeholders than the source: {entry.msgid}"


def check() -> int:
    found = list(faults())
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
