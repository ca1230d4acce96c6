from pathlib import Path

import pytest

from tools.sizes import offenders


def function_of(lines: int) -> str:
    return "def grown():\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules.py", function_of(41)),
        ("views/orders.py", function_of(21)),
        ("studio.py", function_of(21)),
        ("api/orders.py", function_of(21)),
        ("models.py", "x = 1\n" * 301),
        ("tests/test_orders.py", "x = 1\n" * 401),
        ("templates/order.html", "<p>\n" * 151),
        ("static/css/card.css", "a {}\n" * 251),
        ("static/js/card.js", ";\n" * 81),
    ],
)
def test_what_is_one_line_too_long_is_named(tmp_path: Path, name: str, text: str):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert len(list(offenders(tmp_path))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules.py", function_of(40)),
        ("views/orders.py", function_of(20)),
        ("tests/test_views/views.py", function_of(40)),
        ("models.py", "x = 1\n" * 300),
        ("migrations/0001_initial.py", "x = 1\n" * 900),
        ("static/js/card.js", ";\n" * 80),
    ],
)
def test_what_keeps_to_its_gate_passes(tmp_path: Path, name: str, text: str):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")

    assert list(offenders(tmp_path)) == []
