"""A form takes effect once: sent twice, at once, with other words, after a refusal, by somebody else."""

import re

import pytest

from juluo.core.models import FactRow, IdempotencyRecord
from juluo.core.spaces import acting_in
from juluo.ip.models import Post
from juluo.mall.models import ShippingZone
from juluo.testing.together import at_once

WORDS = {"title": "霜降之后", "text": "先醒二十天。", "audience": "everyone"}


def key_on(page):
    return re.search(r'name="once" value="([0-9a-f]{16})"', page.text)[1]


def form_of(client, **other):
    page = client.get("/studio/posts/new/")
    return WORDS | {"once": key_on(page)} | other


@pytest.fixture
def owner(client_of, mei):
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_a_form_sent_twice_takes_effect_once_and_leads_to_the_same_place(owner):
    form = form_of(owner)

    first = owner.post("/studio/posts/new/", form)
    again = owner.post("/studio/posts/new/", form, follow=True)

    assert first.status_code == 302
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "This was sent already. It took effect once." in again.text
    assert Post.objects.filter(title="霜降之后").count() == 1


def test_a_form_sent_twice_at_the_same_moment_takes_effect_once(client_of, mei):
    browsers = [client_of(mei) for _each in range(4)]
    form = form_of(browsers[0])

    answers = at_once(*(lambda browser=browser: browser.post("/studio/posts/new/", form) for browser in browsers))

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Post.objects.filter(title="霜降之后").count() == 1


def test_every_page_draws_a_new_key(owner):
    owner.post("/studio/posts/new/", form_of(owner))
    owner.post("/studio/posts/new/", form_of(owner))

    assert Post.objects.filter(title="霜降之后").count() == 2


def test_what_was_changed_before_it_was_sent_again_is_another_wish(owner):
    form = form_of(owner)

    owner.post("/studio/posts/new/", form)
    owner.post("/studio/posts/new/", form | {"title": "立冬之后"})

    assert Post.objects.filter(title__endswith="之后").count() == 2


def test_what_was_refused_may_be_tried_again_with_the_same_key(owner):
    form = form_of(owner)

    refused = owner.post("/studio/posts/new/", form | {"title": ""})
    taken = owner.post("/studio/posts/new/", form)

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_a_key_is_the_senders_own(owner, client_of, lin, other_space, wu):
    form = form_of(owner)
    owner.post("/studio/posts/new/", form)

    with acting_in(other_space):
        theirs = client_of(wu)
        theirs.prefix = "/@other"
        assert theirs.post("/studio/posts/new/", form).status_code == 302
        assert Post.objects.filter(title="霜降之后").count() == 1


def test_what_breaks_leaves_neither_the_deed_nor_the_key(owner, monkeypatch):
    form, facts = form_of(owner), FactRow.objects.count()
    monkeypatch.setattr("juluo.ip.studio.posts.messages.success", lambda *_: 1 / 0)
    owner.raise_request_exception = False

    assert owner.post("/studio/posts/new/", form).status_code == 500

    assert (Post.objects.filter(title="霜降之后").count(), FactRow.objects.count()) == (0, facts)
    assert IdempotencyRecord.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x", "\x00" * 16, "A" * 16, "0" * 17])
def test_a_key_that_is_none_is_passed_over(owner, key):
    owner.post("/studio/posts/new/", WORDS | {"once": key})

    assert Post.objects.filter(title="霜降之后").count() == 1
    assert IdempotencyRecord.objects.count() == 0


def test_the_browser_hears_that_the_form_arrived_and_only_then(owner):
    form = form_of(owner)

    refused = owner.post("/studio/posts/new/", form | {"title": ""})
    taken = owner.post("/studio/posts/new/", form)

    assert "sent" not in refused.cookies
    assert taken.cookies["sent"].value == form["once"]


def test_members_forms_have_the_same_key(client_of, lin, mei):
    browser = client_of(lin)
    form = {"to": "/mall/", "once": key_on(browser.get("/share/?to=/mall/"))}

    places = {browser.post("/share/", form)["Location"] for _twice in range(2)}

    assert len(places) == 1


def test_a_zone_is_made_once(owner):
    page = owner.get("/studio/shipping-zones/")
    form = {"name": "全国", "regions": "", "fee": "10", "free_from": "", "once": key_on(page)}

    answers = [owner.post("/studio/shipping-zones/", form) for _twice in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302], answers[0].text
    assert ShippingZone.objects.filter(name="全国").count() == 1
