"""The demo is whole, sound, of one piece, and there once."""

import argparse
from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from juluo.cli.commands import seed
from juluo.cli.seed.pictures.scenes import SCENES, draw
from juluo.cli.seed.words.people import MEMBER_LOGIN, OWNER_LOGIN
from juluo.cli.seed.words.persona import SLUG
from juluo.cli.seed.words.posts import PIECES
from juluo.cli.seed.words.products import GOODS
from juluo.cli.trouble import Trouble
from juluo.community.models import Appeal, Case, Circle, Reply, Sanction, Topic
from juluo.community.operations.founding import found_space
from juluo.core import clock
from juluo.core.blocks import BLOCK
from juluo.core.models import FactRow, Footprint, Media, Member, Space, User
from juluo.core.people import permissions_of
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment, Gift, Persona, Post, Question, QuestionState, Series, Story
from juluo.ledger.queries import findings
from juluo.mall.models import Order, OrderState, Product, Refund
from juluo.payments.adapters import sandbox
from juluo.payments.models import Payment
from juluo.sharing.models import Binding, Commission, ShareLink, Touch
from juluo.sharing.operations.attributions import replay_attribution
from juluo.testing.jobs import due_tasks

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def type_in(db, capsys, tmp_path, settings, monkeypatch):
    monkeypatch.setenv("JULUO_DATA", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "media"

    def run(*arguments):
        parser = argparse.ArgumentParser()
        seed.add_arguments(parser)
        assert seed.run(parser.parse_args(arguments)) == 0
        return capsys.readouterr().out

    yield run
    sandbox._client().close()
    sandbox._client.cache_clear()


def counted():
    tables = (Member, Post, Product, Order, Refund, ShareLink, Touch, Binding, Commission, Footprint, FactRow, Media)
    return {table.__name__: table.objects.count() for table in tables}


def test_the_demo_is_alive_and_sound_and_a_second_run_says_that_it_is_there(type_in):
    before = clock.now()
    said = type_in()

    for words in (OWNER_LOGIN.email, OWNER_LOGIN.password, MEMBER_LOGIN.email, f"/@{SLUG}/", "for the demo only"):
        assert words in said
    with acting_in(Space.objects.get(slug=SLUG)):
        check_the_stage()
        check_the_order()
        check_what_is_asked_and_given()
        check_the_trade()
        check_the_sharing()
        assert findings() == []
        assert due_tasks() == []
        assert not FactRow.objects.filter(at__gt=clock.now()).exists()
        assert (before - FactRow.objects.order_by("at")[0].at).days == 57
        there = counted()
    assert clock.now() - before < timedelta(minutes=10)

    assert "is there" in type_in()
    with acting_in(Space.objects.get(slug=SLUG)):
        assert counted() == there


def check_the_stage():
    assert (Persona.objects.count(), Story.objects.count()) == (1, 1)
    assert Post.objects.published().count() == 13
    assert Product.objects.on_sale().count() == 17
    assert Member.objects.count() == 44
    assert (Circle.objects.standing().count(), Topic.objects.count(), Reply.objects.exists()) == (5, 7, True)
    assert set(Member.objects.values_list("rung", flat=True)) == {"prospect", "fan", "angel"}
    for login in (OWNER_LOGIN, MEMBER_LOGIN):
        assert User.objects.get(email=login.email).check_password(login.password)
    assert list(Series.objects.get().posts.order_by("part").values_list("audience", flat=True)) == [
        "everyone", "members", "buyers"
    ]  # fmt: skip
    assert Comment.objects.filter(pinned_at__isnull=False).exists()
    assert "settings.write" in permissions_of(Member.objects.get(user__email=OWNER_LOGIN.email).id)


def check_the_order():
    assert Case.objects.get(decided_at=None).why.startswith("word:")
    assert (Sanction.objects.count(), Appeal.objects.get().outcome) == (2, "")


def check_what_is_asked_and_given():
    answered, waiting = Question.objects.order_by("id")
    assert (answered.state, waiting.state) == (QuestionState.ANSWERED, QuestionState.OPEN)
    assert (answered.is_free, bool(answered.published_at)) == (True, True)
    gift = Gift.objects.get()
    assert (gift.giver.user.email, gift.reads, gift.claimed) == (MEMBER_LOGIN.email, 3, 1)


def check_the_trade():
    states = Counter(order.state for order in Order.objects.all())
    assert sum(states.values()) == 70
    assert set(states) == set(OrderState)
    assert Payment.objects.filter(state="confirmed").count() == Order.objects.filter(paid_at__isnull=False).count()
    assert Refund.objects.filter(settled_at=None).count() == 0


def check_the_sharing():
    commissions = Counter(each.state for each in Commission.objects.all())
    assert set(commissions) == {"pending", "available", "void"}
    assert ShareLink.objects.filter(parent__isnull=False).exists()
    assert Binding.objects.current().count() > 10
    assert all(told.same for order in Order.objects.all() if (told := replay_attribution(order)))
    assert Footprint.objects.values("entrance_id").distinct().count() == 4


def test_the_second_space_is_made_on_request_only(type_in, monkeypatch):
    monkeypatch.setattr(seed, "make_demo", lambda: False)
    type_in()
    assert not Space.objects.exists()
    type_in("--second")
    type_in("--second")
    with acting_in(Space.objects.get()):
        assert (Post.objects.count(), Product.objects.count(), Member.objects.count()) == (1, 1, 1)


def test_a_space_of_that_name_that_is_not_the_demo_is_left_alone(type_in):
    found_space(slug=SLUG, name="别的", owner=User.objects.create_user("mei@example.com", name="Mei"))
    with pytest.raises(Trouble, match="it is not the whole demo"):
        type_in()
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_is_the_same_each_time(name):
    once = draw(name)
    with Image.open(BytesIO(once)) as picture:
        assert (picture.format, picture.size) == ("PNG", (960, 720))
    assert draw(name) == once


def test_every_card_and_every_cover_of_the_posts_is_there():
    cards = {reference for piece in PIECES for _kind, reference in BLOCK.findall(piece.text)}
    assert cards < {good.slug for good in GOODS}
    assert {piece.cover for piece in PIECES} | {good.picture for good in GOODS} <= set(SCENES)
    assert len({piece.title for piece in PIECES}) == 13
