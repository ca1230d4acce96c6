"""What changed between two texts: nothing lost, nothing invented, and read by people."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ip.rules.differences import Piece, differences, shortened

WORDS = st.text(alphabet="茶山水 \n\r\tab，。😀\u200d\u0301*#", max_size=120)


def rebuilt(pieces, *, without):
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_what_changed(before, after):
    pieces = differences(before, after)
    assert rebuilt(pieces, without="new") == before
    assert rebuilt(pieces, without="gone") == after


@given(WORDS)
def test_nothing_changes_between_a_text_and_itself(text):
    assert [piece.kind for piece in differences(text, text)] == (["same"] if text else [])


def test_chinese_is_compared_by_characters_and_latin_by_words():
    assert differences("先醒二十天，再开一泡。", "先醒三十天，再开一泡。") == [
        Piece("same", "先醒"), Piece("gone", "二"), Piece("new", "三"), Piece("same", "十天，再开一泡。"),
    ]  # fmt: skip
    assert differences("the old teapot", "the new teapot") == [
        Piece("same", "the "), Piece("gone", "old"), Piece("new", "new"), Piece("same", " teapot"),
    ]  # fmt: skip


def test_a_family_of_characters_is_never_torn():
    pieces = differences("茶👩‍🌾好", "茶👩‍🍳好")
    assert [piece.text for piece in pieces] == ["茶", "👩‍🌾", "👩‍🍳", "好"]


def test_a_word_between_two_changes_goes_with_them():
    pieces = differences("春天的茶", "秋日的水")
    assert [(piece.kind, piece.text) for piece in pieces] == [("gone", "春天的茶"), ("new", "秋日的水")]


def test_long_passages_that_stayed_are_cut_to_what_stands_around_the_change():
    lines = [f"第 {number} 行\n" for number in range(20)]
    changed = [*lines[:10], "别的\n", *lines[11:]]

    pieces = shortened(differences("".join(lines), "".join(changed)))

    assert [piece.lines for piece in pieces if piece.kind == "skipped"] == [8, 8]
    assert "第 8 行\n第 9 行" in rebuilt(pieces, without="new")
    assert "第 7 行" not in rebuilt(pieces, without="new")


LONGEST = ["a b " * 15_000, "\n" * 60_000, "茶" * 60_000, "".join(map(chr, range(0x4E00, 0x9FFF)))]


@pytest.mark.parametrize("text", LONGEST)
def test_the_longest_texts_are_compared_at_once(text):
    began = time.monotonic()
    differences(text, f"{text[30_000:]}x{text[:30_000]}")
    assert time.monotonic() - began < 5
