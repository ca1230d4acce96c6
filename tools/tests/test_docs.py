"""What can be set, called or recorded is in the reference, and the reference names nothing else."""

import ast
import importlib
import importlib.util
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import juluo
from juluo.cli import COMMANDS
from juluo.cli.importing.online_retail.rules import IMPORTED, REPORTED
from juluo.core.facts import Fact

DOCS = Path("docs")
ENVELOPE = {"fact_id", "at"}
READERS = {"text", "flag", "number", "names", "get", "setdefault", "pop"}


def first_column(page: str) -> set[str]:
    rows = re.findall(r"^\| (.+?) \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def settings_read_by(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id=reader) | ast.Attribute(attr=reader), args=[ast.Constant(value=str(name)), *_]
            ):
                names |= {name} if reader in READERS else set()
            case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
                names.add(name)
    return {name for name in names if re.fullmatch(r"(JULUO|EMAIL|XDG|DATABASE|DEFAULT|SECRET)_[A-Z_]+|PORT", name)}


def test_every_setting_is_in_the_reference():
    files = [path for path in Path("juluo").rglob("*.py") if "tests" not in path.parts]
    read = set().union(*map(settings_read_by, files))

    assert read - first_column("reference/settings.md") == set()


def test_every_command_is_in_the_reference_and_no_other():
    named = {name.removeprefix("juluo ").split()[0] for name in first_column("reference/commands.md")}

    assert named == set(COMMANDS)


def test_every_fact_is_in_the_reference_with_its_fields_and_no_other():
    importlib.import_module("juluo.urls.space")
    for pillar in pkgutil.iter_modules(juluo.__path__, "juluo."):
        if pillar.ispkg and importlib.util.find_spec(f"{pillar.name}.facts"):
            importlib.import_module(f"{pillar.name}.facts")
    kinds = {name: kind for name, kind in Fact.kinds.items() if ".tests." not in kind.__module__}
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \|", (DOCS / "reference/facts.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    told = {name: re.findall(r"\w+", told) for name, told in rows}
    assert told == {
        name: [each.name for each in fields(kind) if each.name not in ENVELOPE] for name, kind in kinds.items()
    }


def test_every_class_of_the_import_is_told():
    told = re.findall(r"`(\w+)`", (DOCS / "how-to/import-orders.md").read_text(encoding="utf-8"))
    unreadable = {kind for kind in REPORTED if kind.startswith("bad_") and kind != "bad_debt"}

    assert {*IMPORTED, *REPORTED} - unreadable - set(told) == set()


def test_every_link_between_pages_leads_somewhere():
    pages = [Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").rglob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]

    assert [f"{page}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_every_page_is_in_the_table_of_contents():
    contents = re.findall(r": (\S+\.md)$", Path("mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(contents) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))


def test_every_step_of_the_walk_names_what_is_there():
    rows = re.findall(
        r"^\| `(juluo/[^`]+)` \| `([^`]+)` \|", Path("CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    untrue = [f"{path}: {name}" for path, name in rows if not Path(path).exists() or name not in Path(path).read_text()]

    assert len(rows) > 20
    assert untrue == []
