"""The order “what matters”: its formula, and what it counts."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from juluo.ip.operations.comments import write_comment
from juluo.ip.operations.following import follow
from juluo.ip.operations.responses import react
from juluo.ip.queries.followed import echoes_of
from juluo.ip.rules.following import Subject
from juluo.ip.rules.matters import Echo, weight
from juluo.ip.tests.factories import make_post

_COUNTS = st.integers(0, 10_000)
_ECHOES = st.builds(Echo, _COUNTS, _COUNTS, _COUNTS)
_AGES = st.timedeltas(timedelta(0), timedelta(days=30))


def test_a_post_that_nobody_met_weighs_one_and_half_of_it_three_days_later():
    assert weight(Echo(), timedelta(0)) == 1
    assert weight(Echo(), timedelta(days=3)) == 0.5
    assert weight(Echo(reactions=4, threads=2, quotes=1), timedelta(0)) == 1 + 4 + 4 + 3


@given(_ECHOES, _AGES, _AGES)
def test_the_older_of_two_alike_never_weighs_more(echo, one, other):
    younger, older = sorted([one, other])
    assert weight(echo, older) <= weight(echo, younger)


@given(_ECHOES, _AGES)
def test_every_echo_adds_and_a_quote_adds_most(echo, age):
    by_reaction = weight(Echo(echo.reactions + 1, echo.threads, echo.quotes), age)
    by_thread = weight(Echo(echo.reactions, echo.threads + 1, echo.quotes), age)
    by_quote = weight(Echo(echo.reactions, echo.threads, echo.quotes + 1), age)
    assert weight(echo, age) < by_reaction < by_thread < by_quote


def test_people_count_once_a_way_and_the_author_not_at_all(mei, lin):
    post, quiet = make_post(mei), make_post(mei, "没人说的")
    react(lin, post, "love")
    react(mei, post, "love")
    first = write_comment(lin, post, "好喝")
    write_comment(lin, post, "真好喝")
    write_comment(lin, post, "我再说一句", answers=first)
    write_comment(mei, post, "谢谢")

    assert echoes_of([post.pk, quiet.pk]) == {post.pk: Echo(reactions=1, threads=1), quiet.pk: Echo()}


def test_what_matters_stands_before_what_is_new(client_of, mei, lin):
    old, new = make_post(mei, "旧"), make_post(mei, "新")
    react(lin, old, "love")
    follow(lin, Subject())

    def listed(query):
        return [each["id"] for each in client_of(lin).get(f"/api/v1/followed{query}").json()["items"]]

    assert listed("") == [str(new.pk), str(old.pk)]
    assert listed("?order=matters") == [str(old.pk), str(new.pk)]


def test_the_formula_is_told_to_everybody(client_of):
    page = client_of().get("/followed/what-matters/").text
    assert "2^(−" in page
