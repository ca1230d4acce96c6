"""Three stages: what everyone reads of a post, who reads on, and what the others can do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.operations.members import ban_member, set_rung
from juluo.core import clock
from juluo.core.entitlements import grant, revoke
from juluo.core.models import Entitlement, FactRow, Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.ip import selling
from juluo.ip.models import Audience, Post
from juluo.ip.operations.posts import PostWords, edit_post, publish_post, write_post
from juluo.ip.rules.audience import admits, free_part
from juluo.ip.rules.markdown import excerpt
from juluo.ip.tests.factories import make_post

TEXT = "免费的一段。\n\n::wall\n\n**收费**的一段。"


@pytest.fixture
def shop(monkeypatch):
    """A shop that sells every right at ¥9."""

    def offers(rights, _reader):
        return [selling.Offer(right, "全文", Money(900, "CNY"), "/mall/whole/") for right in rights]

    def order(*_asked):
        pytest.fail("Nobody orders here.")

    monkeypatch.setattr(selling, "_shops", [selling.Shop(offers, lambda right: f"/sell/{right}/", order)])


def said(text, audience):
    return Post(space_id=uuid4(), text=text, audience=audience)


def walled(author, audience, text=TEXT):
    return publish_post(write_post(author, PostWords(title="霜降之后", text=text, audience=audience)))


@pytest.mark.parametrize(
    ("audience", "admitted"),
    [
        (Audience.EVERYONE, ["guest", *Rung.values]),
        (Audience.MEMBERS, [*Rung.values]),
        (Audience.FAN, ["fan", "angel", "partner", "shareholder"]),
        (Audience.ANGEL, ["angel", "partner", "shareholder"]),
        (Audience.PARTNER, ["partner", "shareholder"]),
        (Audience.BUYERS, []),
    ],
)
def test_an_audience_is_a_rung_and_everything_above(audience, admitted):
    readers = {"guest": None, **{rung: Member(space_id=uuid4(), rung=rung) for rung in Rung.values}}
    assert [name for name, reader in readers.items() if admits(audience, reader)] == admitted


@given(st.text(alphabet="字 \n*#>-`:wal[]()", max_size=300), st.sampled_from(list(Audience)[1:]))
def test_without_a_wall_the_free_part_is_a_third_at_most_and_the_wall_is_never_seen(text, audience):
    free = free_part(said(text, audience))
    if "::wall" not in text:
        assert len(free) <= min(110, len(excerpt(text, 10_000)) // 3)
    assert len(free_part(said(f"{text}\n::wall\nbehind", audience))) <= len(text)


@pytest.mark.parametrize("before", ["一段", "```\n没关的代码", "- 一条", "> 引用", "| 表 |\n| - |", "<div>", ""])
def test_the_wall_stands_wherever_its_line_does(before):
    assert free_part(said(f"{before}\n::wall\n墙后", Audience.BUYERS)) == before.rstrip()


def test_what_everyone_reads_has_no_wall(client_of, mei):
    page = client_of().get(f"/posts/{walled(mei, Audience.EVERYONE).id}/").text
    assert "<strong>收费</strong>的一段" in page
    assert "::wall" not in page


def test_a_guest_reads_the_free_part_and_is_asked_to_join(client_of, mei):
    post = walled(mei, Audience.MEMBERS)

    page = client_of().get(f"/posts/{post.id}/").text

    assert "免费的一段" in page
    assert "收费" not in page
    assert f"/@shanye/join/?next=%2F%40shanye%2Fposts%2F{post.id}%2F" in page


def test_members_read_on_by_their_rung_and_the_banned_do_not(client_of, mei, lin):
    post, browser = walled(mei, Audience.ANGEL), client_of(lin)
    assert "收费" not in browser.get(f"/posts/{post.id}/").text
    assert "/@shanye/about/" in browser.get(f"/posts/{post.id}/").text

    set_rung(lin, Rung.ANGEL, reason="Lin helps a lot.")
    assert "收费" in browser.get(f"/posts/{post.id}/").text

    ban_member(Member.objects.get(pk=lin.pk), reason="spam")
    assert "收费" not in browser.get(f"/posts/{post.id}/").text
    assert "收费" in client_of(mei).get(f"/posts/{post.id}/").text


def test_a_right_opens_the_post_until_it_ends(client_of, mei, lin, shop):
    post, browser = walled(mei, Audience.BUYERS), client_of(lin)
    page = browser.get(f"/posts/{post.id}/").text
    assert "/mall/whole/" in page
    assert "收费" not in page

    grant(lin, f"post:{post.id}", reason="gift", until=clock.now() + timedelta(days=1))
    assert "收费" in browser.get(f"/posts/{post.id}/").text

    Entitlement.objects.update(until=clock.now())
    assert "收费" not in browser.get(f"/posts/{post.id}/").text
    grant(lin, f"post:{post.id}", reason="gift")
    assert "收费" in browser.get(f"/posts/{post.id}/").text
    revoke(reason="gift")
    assert "收费" not in browser.get(f"/posts/{post.id}/").text


def test_a_right_to_another_post_or_in_another_space_opens_nothing(client_of, mei, lin, wu, other_space):
    post, another = walled(mei, Audience.BUYERS), walled(mei, Audience.BUYERS)
    grant(lin, f"post:{another.id}", reason="gift")
    with acting_in(other_space):
        grant(wu, f"post:{post.id}", reason="gift")

    assert "收费" in client_of(lin).get(f"/posts/{another.id}/").text
    assert "收费" not in client_of(lin).get(f"/posts/{post.id}/").text
    assert "收费" not in client_of(wu).get(f"/posts/{post.id}/").text


def test_what_is_not_on_sale_says_so(client_of, mei, lin):
    page = client_of(lin).get(f"/posts/{walled(mei, Audience.BUYERS).id}/").text
    assert 'href="/@shanye/mall/"' in page.partition('id="wall"')[2]


def test_the_api_tells_how_much_it_shows_and_what_is_next(client_of, mei, lin, shop):
    post = walled(mei, Audience.MEMBERS)

    told = client_of().get(f"/api/v1/posts/{post.id}").json()
    whole = client_of(lin).get(f"/api/v1/posts/{post.id}").json()
    listed = client_of(lin).get("/api/v1/posts").json()["items"][0]

    assert (told["text"], told["whole"], told["step"]["kind"]) == ("免费的一段。", False, "join")
    assert (whole["text"], whole["whole"], whole["step"]) == (TEXT, True, None)
    assert (listed["text"], listed["whole"], listed["audience"]) == ("免费的一段。", False, "members")


def test_the_audience_changes_with_the_words_and_stays_when_it_is_not_named(client_of, mei):
    post = walled(mei, Audience.BUYERS)
    assert edit_post(post, PostWords(title=post.title, text="别的话")).audience == "buyers"

    edit_post(post, PostWords(title=post.title, text="别的话", audience="fan"))
    edit_post(post, PostWords(title=post.title, text="别的话", audience="fan"))

    changed = FactRow.objects.filter(name="PostChanged").order_by("id").values_list("data__changed", flat=True)
    assert list(changed) == [["text"], ["audience"]]
    path = f"/studio/posts/{post.id}/"
    client_of(mei).post(path, {"title": post.title, "text": "别的话", "audience": "members"})
    assert Post.objects.get().audience == "members"


def test_an_audience_that_nobody_knows_is_refused(client_of, mei):
    with pytest.raises(Refused) as refusal:
        write_post(mei, PostWords(title="x", text="x", audience="ghosts"))
    assert (refusal.value.code, refusal.value.field) == ("unknown_audience", "audience")
    answer = client_of(mei).post("/studio/posts/new/", {"title": "x", "text": "x", "audience": "ghosts"})
    assert answer.status_code == 422
    body = {"title": "x", "text": "x", "audience": "ghosts"}
    told = client_of(mei).post("/api/v1/studio/posts", body, content_type="application/json")
    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "#/audience")
    assert not Post.objects.exists()


def test_a_walled_post_costs_a_dozen_queries_at_most(client_of, mei, lin, shop):
    free, paid, browser = make_post(mei), walled(mei, Audience.BUYERS), client_of(lin)
    browser.get(f"/posts/{free.id}/")
    with CaptureQueriesContext(connection) as queries:
        browser.get(f"/posts/{paid.id}/")
    assert len(queries) <= 12
