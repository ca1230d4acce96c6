"""The gate that finds what nothing uses finds what was put there, and nothing in the house."""

from pathlib import Path

import pytest

from tools import unused


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    templates, styles = tmp_path / "core/templates", tmp_path / "css"
    templates.mkdir(parents=True)
    styles.mkdir()
    monkeypatch.setattr(unused, "SOURCE", tmp_path)
    monkeypatch.setattr(unused, "STYLES", styles)
    (templates / "cards.html").write_text(
        '{% partialdef near %}<i class="pill tone-{{ tone }}"></i>{% endpartialdef near %}{% partial near %}'
        "{% partialdef far %}{% endpartialdef far %}{% partialdef lost %}{% endpartialdef lost %}"
        "{% partialdef here inline %}{% endpartialdef here %}"
    )
    (templates / "page.html").write_text('{% include "cards.html#far" only %}')
    (styles / "a.css").write_text("/* .said */ .pill { margin: 0.5em } .tone-ok, .pill .orphan { color: red }")
    return tmp_path


def test_a_partial_that_no_page_includes_is_found(house: Path) -> None:
    assert list(unused.unused_partials()) == ["cards.html#lost"]


def test_a_class_that_nothing_wears_is_found(house: Path) -> None:
    assert list(unused.unused_classes()) == [".orphan"]


def test_the_house_has_neither() -> None:
    assert [*unused.unused_partials(), *unused.unused_classes()] == []
