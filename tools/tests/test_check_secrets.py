import pytest

from tools.check_secrets import secrets_in


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN EC " + "PRIVATE KEY-----",
        "stripe = 'sk_live_" + "a1" * 12 + "'",
        "whsec_" + "a1B2" * 8,
        "Authorization: Bearer jk_" + "x" * 40,
        "postgresql://juluo:" + "correct-horse" + "@db.example/juluo",
    ],
)
def test_what_looks_like_a_secret_is_named_with_its_line(line: str):
    assert [found.split(" holds ")[0] for found in secrets_in(f"first\n{line}\n")] == ["line 2"]


@pytest.mark.parametrize("line", ["sk_test_4eC39HqLyjWDarjtT1zdp7dc", "postgresql://juluo:secret@db/juluo", "jk_short"])
def test_examples_and_test_keys_pass(line: str):
    assert secrets_in(line) == []
