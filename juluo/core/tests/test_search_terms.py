"""Cutting text into terms, and words into questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.search.folding import fold, fold_with_places
from juluo.core.search.marking import marked, snippet
from juluo.core.search.terms import question_of, terms_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("龍井茶", "龙井茶"),
        ("頭髮發財", "头发发财"),
        ("ＡＢＣ１２", "abc12"),
        ("Tea HOUSE", "tea house"),
        ("㎏", "kg"),
        ("cafe\u0301", "caf\u00e9"),
        ("乾杯", "干杯"),
    ],
)
def test_what_people_take_for_the_same_is_folded_to_the_same(written, folded):
    assert fold(written) == folded


@given(st.text(), st.text(alphabet="龍龙井茶发發髮乾隆著后後aB1 ，"))
def test_a_part_of_a_text_folds_to_a_part_of_its_folding(before, part):
    assert fold(part) in fold(f"{before} {part}。")


@given(st.text())
def test_every_character_of_a_folding_knows_where_it_stands(text):
    shown, folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert places == sorted(places)
    assert places[-1] == len(shown)


def test_writing_without_spaces_becomes_pairs_and_everything_else_whole_words():
    assert terms_of(titled=[], text="龙井茶 green tea，x") == ["green", "tea", "x", "井茶", "龙井"]


def test_titles_are_held_a_second_time_with_single_characters():
    assert terms_of(titled=["龙井 tea"], text="") == ["^t", "^tea", "^井", "^龙", "^龙井", "tea", "龙井"]


def test_only_the_last_word_is_taken_for_a_beginning():
    question = question_of("green te")
    assert (question.anywhere, question.titled) == ("'green' & 'te':*", "'^green' & '^te':*")


def test_one_character_is_looked_for_in_titles_and_tags_alone():
    assert question_of("茶").anywhere == question_of("茶").titled == "'^茶'"
    assert question_of("t").anywhere == question_of("t").titled == "'^t'"


def test_three_characters_and_more_must_adjoin():
    assert question_of("老茶树").phrases == ["老茶树"]
    assert question_of("茶树").phrases == []


@pytest.mark.parametrize("words", ["", "  ", "。，!", "\0", "'", "& | !", "：*"])
def test_there_may_be_nothing_to_look_for(words):
    assert question_of(words) is None


@given(st.text())
def test_no_words_are_an_instruction_to_the_index(words):
    question = question_of(words)
    terms = question.anywhere.split(" & ") if question else []
    assert not set("".join(term.removesuffix(":*").strip("'") for term in terms)) & set("'\\&|!():*<> ")


def test_what_was_looked_for_is_marked_and_nothing_else_is_markup():
    question = question_of("龙井 te")
    assert marked("<b>龍井</b> & Tea, steam", question) == (
        "&lt;b&gt;<mark>龍井</mark>&lt;/b&gt; &amp; <mark>Te</mark>a, steam"
    )


def test_a_snippet_stands_around_the_first_thing_looked_for():
    text = "序" * 200 + "老茶树" + "后" * 200
    told = snippet(text, question_of("茶树"), most=60)
    assert told == f"…{'序' * 23}老<mark>茶树</mark>{'后' * 34}…"


def test_a_snippet_of_a_text_without_the_words_is_its_beginning():
    assert snippet("明前，手工。", question_of("龙井")) == "明前，手工。"


@given(st.text(), st.text(min_size=1))
def test_no_text_and_no_words_make_markup(text, words):
    told = marked(text, question_of(words)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in told
    assert ">" not in told
