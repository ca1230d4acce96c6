"""The index of search: what is found in it, by whom, and by nobody else."""

import json
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juluo.core.ids import uuid7
from juluo.core.search import registry
from juluo.core.search.finding import MOST, audiences_of, hits_of, subjects_found
from juluo.core.search.folding import fold
from juluo.core.search.index import holds_anything, rebuild, renew
from juluo.core.search.registry import EVERYONE, Document, Searchable
from juluo.core.search.terms import question_of
from juluo.core.spaces import acting_in

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = "龙井茶龍園园树aB 1，\n"


class Shelf:
    """A kind of documents that live in a dictionary."""

    def __init__(self):
        self.held = {}
        self.kind = Searchable(
            kind="note", title="Notes", icon="post", subjects=lambda: None, documents=self._documents
        )

    def _documents(self, subjects):
        return [self.held[each] for each in subjects if each in self.held]

    def put(self, title="", text="", tags=(), audience=EVERYONE, at=NOW):
        document = Document(
            id=uuid7(), title=title, text=text, tags=tags, audience=audience, page="front:home", called="", at=at
        )
        self.held[document.id] = document
        renew(self.kind, [document.id])
        return document.id

    def drop(self, subject):
        del self.held[subject]
        renew(self.kind, [subject])


@pytest.fixture
def shelf(space, monkeypatch):
    shelf = Shelf()
    monkeypatch.setitem(registry._kinds, "note", shelf.kind)
    return shelf


def found(words, audiences=(EVERYONE,), most=MOST):
    return subjects_found(question_of(words), kind="note", audiences=audiences, most=most)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("龙井", "明前龙井，手工"),
        ("龍井", "明前龙井，手工"),
        ("龙井", "明前龍井，手工"),
        ("老茶树", "一棵老茶樹下"),
        ("oolong", "Oolong tea"),
        ("oolong te", "A tea, an Oolong"),
        ("ＯＯＬＯＮＧ", "oolong"),
        ("iPhone手机", "手机 iphone"),
        ("2 kg", "2 ㎏"),
    ],
)
def test_words_find_the_text_that_has_them(shelf, words, text):
    subject = shelf.put(text=text)
    assert found(words) == [subject]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("龙茶", "龙井茶"),
        ("茶树老", "老茶树，茶树，树老"),
        ("olong", "oolong"),
        ("te oolong", "tea oolong"),
        ("龙", "龙井"),
        ("t", "tea"),
    ],
)
def test_words_do_not_find_what_has_them_not(shelf, words, text):
    shelf.put(text=text)
    assert found(words) == []


def test_one_character_finds_titles_and_tags(shelf):
    titled, tagged = shelf.put("龙井"), shelf.put("绿茶", tags=["龙"])
    shelf.put("绿茶", text="龙")
    assert set(found("龙")) == {titled, tagged}
    assert found("l") == []
    assert found("t") == [] == found("x")
    assert found("e") == []


@given(
    texts=st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=6, unique=True),
    word=st.text("龙井茶龍園园树", min_size=2, max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_characters_and_more_find_all_and_only_what_contains_them(shelf, texts, word):
    for each in [*shelf.held]:
        shelf.drop(each)
    held = {shelf.put(text=text): text for text in texts} | {shelf.put(title=text): text for text in texts if text}

    assert set(found(word)) == {subject for subject, text in held.items() if fold(word) in fold(text)}


@given(words=st.lists(st.sampled_from(["tea", "teapot", "te", "pot", "a", "ab"]), max_size=4), asked=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_latin_word_is_found_by_its_beginning(shelf, words, asked):
    for each in [*shelf.held]:
        shelf.drop(each)
    subject = shelf.put(text=" ".join(words))
    beginning = asked.draw(st.sampled_from(["te", "tea", "teap", "po", "ab"]))

    assert found(beginning) == ([subject] if any(each.startswith(beginning) for each in words) else [])


def test_titles_come_before_texts_and_the_newest_first(shelf):
    old = shelf.put("别的", "龙井", at=NOW.replace(year=2020))
    new = shelf.put("别的", "龙井")
    within = shelf.put("明前龙井", at=NOW.replace(year=2019))
    beginning = shelf.put("龙井茶", at=NOW.replace(year=2018))
    same = shelf.put("龍井", at=NOW.replace(year=2017))

    assert found("龙井") == [same, beginning, within, new, old]


def test_what_changed_is_found_as_it_is_and_what_is_gone_is_not_found(shelf):
    subject = shelf.put("龙井")
    shelf.held[subject] = Document(id=subject, title="普洱", page="front:home", called="", at=NOW)
    renew(shelf.kind, [subject])
    assert (found("龙井"), found("普洱")) == ([], [subject])

    shelf.drop(subject)
    assert found("普洱") == []


def test_a_reader_finds_what_is_for_them(shelf, lin):
    shelf.put("龙井", audience="members.read")
    members = shelf.put("龙井", audience="members")
    assert found("龙井") == []
    assert found("龙井", audiences_of(lin)) == [members]
    assert len(found("龙井", audiences_of(lin, frozenset({"members.read"})))) == 2


def test_a_word_that_is_everywhere_is_capped_with_titles_first(shelf):
    for _each in range(6):
        shelf.put(text="龙井")
    titled = shelf.put("龙井")
    assert len(found("龙井", most=3)) == 3
    assert found("龙井", most=3)[0] == titled


def test_nothing_is_found_in_another_space(shelf, other_space):
    shelf.put("龙井")
    with acting_in(other_space):
        assert found("龙井") == []
        theirs = shelf.put("龙井")
        assert found("龙井") == [theirs]
    assert theirs not in found("龙井")


def test_an_id_of_another_space_is_not_overwritten(shelf, other_space):
    subject = shelf.put("龙井")
    with acting_in(other_space):
        renew(shelf.kind, [subject])
        shelf.held.clear()
        renew(shelf.kind, [subject])
    assert found("龙井") == [subject]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM core_searchdocument",
        "SELECT count(*) FROM core_searchdocument",
        "INSERT INTO core_searchdocument SELECT * FROM core_searchdocument",
        "UPDATE core_searchdocument SET body = ''",
        "DELETE FROM core_searchdocument",
        "TRUNCATE core_searchdocument",
        "DROP FUNCTION juluo_search_holds()",
        "CREATE OR REPLACE FUNCTION juluo_search_space() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "COPY core_searchdocument TO STDOUT",
    ],
)
def test_the_runtime_login_cannot_touch_the_index_itself(shelf, statement):
    shelf.put("龙井")
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_with_the_space_cleared_nothing_is_found_and_nothing_written(shelf):
    subject = shelf.put("龙井")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('juluo.space', '', true)")
        assert found("龙井") == []
        assert not holds_anything()
        cursor.execute("SELECT juluo_search_held('note', %s, 10)", ["00000000-0000-0000-0000-000000000000"])
        assert cursor.fetchall() == []
    with pytest.raises(ProgrammingError, match="no space is acting"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('juluo.space', '', true)")
        shelf.drop(subject)
    assert found("龙井") == [subject]


def test_an_operator_put_beside_the_functions_is_not_used(shelf):
    """What the owner's functions call is looked for in pg_catalog alone, whatever the caller's search_path says."""
    subject = shelf.put("龙井")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_temp, public")
        assert found("龙井") == [subject]


_YEARS = """INSERT INTO core_searchdocument (space_id, kind, id, audience, at, title, tags, body, terms)
    SELECT space_id, 'other', gen_random_uuid(), audience, at, title, tags, body, array_to_tsvector(ARRAY[md5(n::text)])
    FROM (SELECT * FROM core_searchdocument WHERE kind = 'note' LIMIT 1) one, generate_series(1, 5000) n"""


def test_the_index_of_terms_is_used_however_common_the_word(shelf, wiper):
    for _each in range(50):
        shelf.put(text="龙井")
    wiper.execute(_YEARS)
    wiper.execute("VACUUM ANALYZE core_searchdocument")  # else the plan depends on when that was done last
    for words in ("龙井", "普洱"):
        with transaction.atomic(), connection.cursor() as cursor:
            before = _scans(cursor)
            hits_of(question_of(words), kinds=["note"], audiences=[EVERYONE])
            after = _scans(cursor)
        assert after["search_terms"] > before["search_terms"]
        assert {name: after[name] - before[name] for name in before if name != "search_terms"} == {
            "sequential": 0, "core_searchdocument_pkey": 0, "search_by_kind": 0,
        }  # fmt: skip


def _scans(cursor):
    names = ("search_terms", "core_searchdocument_pkey", "search_by_kind")
    scans = {}
    for name in names:
        cursor.execute("SELECT pg_stat_get_xact_numscans(to_regclass(%s))", [name])
        scans[name] = cursor.fetchone()[0]
    cursor.execute("SELECT pg_stat_get_xact_numscans(to_regclass('core_searchdocument'))")
    return scans | {"sequential": cursor.fetchone()[0]}


def test_a_rebuilt_index_holds_what_there_is_and_nothing_else(space, lin):
    kind = registry.searchable("person")
    assert holds_anything()
    with connection.cursor() as cursor:
        ghost = {"id": str(uuid7()), "audience": "x", "title": "ghost", "tags": "", "body": "", "terms": ["ghost"]}
        ghost["at"] = NOW.isoformat()
        cursor.execute("SELECT juluo_search_replace('person', %s::uuid[], %s::text::jsonb)", [[], json.dumps([ghost])])
    question = question_of("ghost")
    assert len(subjects_found(question, kind="person", audiences=["x"])) == 1

    steps = list(rebuild())

    assert subjects_found(question, kind="person", audiences=["x"]) == []
    assert subjects_found(question_of("lin"), kind="person", audiences=["members.read"]) == [lin.pk]
    assert ("person", kind.subjects().order_by("id").last().pk) in [place for place, _written in steps]


def test_a_rebuild_goes_on_where_it_stood(space, lin, mei):
    steps = [(place, written) for place, written in rebuild(("person", min(lin.pk, mei.pk)))]
    assert [written for (kind, _id), written in steps if kind == "person"] == [1]
