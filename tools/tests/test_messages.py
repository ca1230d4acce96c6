from pathlib import Path

import polib
import pytest

from tools import messages


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one module and one template, with an empty glossary."""
    (tmp_path / "juluo/locale/zh_Hant").mkdir(parents=True)
    (tmp_path / "juluo/locale/zh_Hant/glossary.tsv").write_text("賬\t帳\n", encoding="utf-8")
    (tmp_path / "juluo/rules.py").write_text('_("Your balance is too low.")\n', encoding="utf-8")
    (tmp_path / "juluo/page.html").write_text(
        '<p title="{% translate "A title" %}">\n  {% blocktranslate count n=n %}{{ n }} order{% plural %}'
        "{{ n }} orders{% endblocktranslate %}</p>",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def translate(words: dict[str, str]) -> None:
    path = messages.catalogue_path(messages.SIMPLIFIED)
    po = polib.pofile(str(path), wrapwidth=0)
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: words.get(entry.msgid, "")}
        else:
            entry.msgstr = words.get(entry.msgid, "")
    path.write_text(str(po) + "\n", encoding="utf-8")


GOOD = {"Your balance is too low.": "账户余额不足。", "A title": "标题", "%(n)s order": "%(n)s 个订单"}


def test_messages_of_code_and_templates_are_collected(project: Path):
    assert {entry.msgid for entry in messages.collected().values()} == set(GOOD)


def test_a_translated_catalogue_passes_and_both_scripts_are_compiled(project: Path):
    messages.update()
    translate(GOOD)
    messages.update()

    assert list(messages.faults()) == []
    compiled = polib.mofile(str(messages.catalogue_path("zh_Hant").with_suffix(".mo")))
    assert compiled.find("Your balance is too low.").msgstr == "帳戶餘額不足。"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"A title": ""}, "not translated"),
        ({"%(n)s order": "订单"}, "other placeholders"),
    ],
)
def test_a_missing_or_wrong_translation_is_named(project: Path, change: dict[str, str], fault: str):
    messages.update()
    translate(GOOD | change)
    messages.update()

    assert [fault in found for found in messages.faults()] == [True]


def test_a_new_message_is_named_until_it_is_collected(project: Path):
    messages.update()
    translate(GOOD)
    messages.update()
    (project / "juluo/more.py").write_text('_("Another sentence.")\n', encoding="utf-8")

    assert any("run `make messages`" in fault for fault in messages.faults())


def test_a_message_that_comes_back_finds_its_translation(project: Path):
    messages.update()
    translate(GOOD)
    (project / "juluo/rules.py").write_text("", encoding="utf-8")
    messages.update()
    (project / "juluo/rules.py").write_text('_("Your balance is too low.")\n', encoding="utf-8")
    messages.update()

    assert list(messages.faults()) == []
