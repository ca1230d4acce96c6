"""The stage: persona, story, covenant, terms of sharing, entrances, products and posts."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from django.core.files.base import ContentFile

from juluo.cli.seed.pictures.scenes import draw
from juluo.cli.seed.sound import chime
from juluo.cli.seed.words import desk, persona, posts, products, rooms, series, shipping, showing
from juluo.community.models import Entrance
from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.operations.entrances import make_entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core import clock
from juluo.core.media import keep_picture
from juluo.core.models import Media, Member
from juluo.core.money import Money
from juluo.core.sending import new_key
from juluo.core.words import Rung
from juluo.ip.models import Persona, Post, Room, Series
from juluo.ip.operations.bundles import fill_bundle, make_bundle
from juluo.ip.operations.consultations import make_consultation, open_consultation
from juluo.ip.operations.copies import Desk, DeskWords, keep_copy
from juluo.ip.operations.courses import lay_out
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story
from juluo.ip.operations.pictures import describe_post_picture, show_pictures
from juluo.ip.operations.playing import put_recording
from juluo.ip.operations.posts import PostWords, edit_post, publish_post, write_post
from juluo.ip.operations.rooms import make_room, open_room
from juluo.ip.operations.schedule import schedule_post
from juluo.ip.operations.series import make_series
from juluo.ip.operations.team import Introduction, introduce_colleague
from juluo.ip.queries.consultations import right_to_book
from juluo.ip.rules.audience import right_to_post, right_to_room, right_to_series
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.rules.course import Section
from juluo.mall.models import Product, Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.mall.operations.rights import sell_right
from juluo.mall.operations.shipping import make_zone
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms


@dataclass
class Stage:
    """What is there so far. Chance is the same each time."""

    owner: Member
    chance: Random = field(default_factory=lambda: Random(2016))  # noqa: S311 - a demo, not secrets
    doors: dict[str, Entrance] = field(default_factory=dict)
    products: list[Product] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    links: list[ShareLink] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)

    def pages(self) -> list[Any]:
        """What there is to look at."""
        return [*self.products, *self.posts]


def introduce(stage: Stage) -> None:
    words = PersonaWords(
        name=persona.NAME,
        kind=Persona.Kind.PERSON,
        human_author=persona.OWNER,
        tagline=persona.TAGLINE,
        beliefs=persona.BELIEFS,
        origin=persona.ORIGIN,
        tone=persona.TONE,
        timeline=persona.TIMELINE,
        contact=persona.CONTACT,
    )
    describe_persona(words, portrait=_picture("portrait", f"{persona.OWNER}的画像", stage.owner))
    tell_story(persona.STORY_TITLE, persona.STORY)
    introduce_colleague(stage.owner, Introduction(role=desk.ROLE, sentence=desk.SENTENCE))
    accept_covenant(stage.owner, publish_covenant(persona.COVENANT))
    publish_plan(Terms(rate_bp=1000))


def open_doors(stage: Stage) -> None:
    for kind in (Entrance.Kind.DIRECT, Entrance.Kind.SHARE):
        stage.doors[kind] = standing_entrance(kind)
    stage.doors["qr"] = make_entrance("茶席上的二维码", kind=Entrance.Kind.QR)
    stage.doors["event"] = make_entrance("秋茶品鉴会", kind=Entrance.Kind.EVENT)


def fill_shelf(stage: Stage) -> None:
    for good in products.GOODS:
        text = ProductText(
            title=good.title,
            slug=good.slug,
            summary=good.summary,
            story=good.story,
            option_names=good.options,
            picture=_picture(good.picture, good.title, stage.owner),
        )
        stage.products.append(publish_product(write_product(text, [_variant(form) for form in good.forms])))


def open_zones() -> None:
    for draft in shipping.ZONES:
        make_zone(draft)


def write(stage: Stage, piece: posts.Piece) -> None:
    cover = _picture(piece.cover, piece.title, stage.owner)
    post = write_post(stage.owner, PostWords(title=piece.title, text=piece.text, audience=piece.audience), cover=cover)
    _show(stage, post)
    stage.posts.append(publish_post(post))


def _show(stage: Stage, post: Post) -> None:
    """Let one post begin with a sound, and one with pictures."""
    if post.title == showing.HEARD:
        put_recording(post, ContentFile(chime(), name="chime.wav"), by=stage.owner)
    if post.title == showing.SEEN:
        media = [_picture(name, alt, stage.owner) for name, (_caption, alt) in showing.PICTURES.items()]
        words = showing.PICTURES.values()
        for picture, (caption, alt) in zip(show_pictures(post, media), words, strict=True):
            describe_post_picture(picture, caption=caption, alt=alt)


def write_ahead(stage: Stage) -> None:
    """Leave a draft that was said twice and publishes itself in some days; more of it is written and not saved."""
    draft = write_post(stage.owner, PostWords(title=desk.TITLE, text=desk.FIRST))
    draft = edit_post(draft, PostWords(title=desk.TITLE, text=desk.NOW))
    schedule_post(draft, clock.now() + timedelta(days=desk.DAYS_AHEAD))
    phone = Desk(writer=stage.owner, post=draft, key=new_key(), device=desk.PHONE)
    keep_copy(phone, DeskWords(title=desk.TITLE, text=desk.UNSAVED, since=2))


def gather_series(stage: Stage) -> None:
    """Make a course of three posts, and sell it as one."""
    made = make_series(series.TITLE, summary=series.SUMMARY, kind=Series.Kind.COURSE)
    known = {post.title: post.pk for post in stage.posts}
    chapters = (
        Section(title, None, tuple(known[each] for each in lessons)) for title, lessons in series.CHAPTERS.items()
    )
    lay_out(made, tuple(chapters))
    sell_right(right_to_series(made.pk), title=series.TITLE, price=Money(series.PRICE, "CNY"))


def furnish_rooms(stage: Stage) -> None:
    """A room that members talk in, and one whose entry is bought."""
    for words, price in rooms.ROOMS:
        room = open_room(make_room(words))
        if price:
            sell_right(right_to_room(room.pk), title=room.name, price=Money(price, "CNY"))
        stage.rooms.append(room)


def offer_hours(stage: Stage) -> None:
    """A talk with the owner that members can book."""
    offer = open_consultation(make_consultation(stage.owner, rooms.CONSULTATION))
    sell_right(right_to_book(offer.pk), title=offer.title, price=Money(rooms.CONSULTATION_PRICE, "CNY"))


def gather_bundle(stage: Stage) -> None:
    """Sell the series and one more post together, for less."""
    held = make_bundle(series.BUNDLE, summary=series.BUNDLE_SUMMARY)
    alone = next(post for post in stage.posts if post.title == series.BESIDE)
    whole = Series.objects.get(title=series.TITLE)
    fill_bundle(held, [right_to_series(whole.pk), right_to_post(alone.pk)])
    sell_right(right_to_post(alone.pk), title=series.BESIDE, price=Money(series.BESIDE_PRICE, "CNY"))
    sell_right(right_to_bundle(held.pk), title=series.BUNDLE, price=Money(series.BUNDLE_PRICE, "CNY"))


def variants_of(product: Product) -> list[Variant]:
    return list(product.variants.order_by("position"))


def _variant(form: products.Form) -> VariantDraft:
    return VariantDraft(
        sku=form.sku,
        title=form.title,
        price_minor=form.price,
        currency="CNY",
        rung_prices={Rung.FAN: form.fan, Rung.ANGEL: form.angel},
        on_hand=form.on_hand,
    )


def _picture(name: str, alt: str, owner: Member) -> Media:
    return keep_picture(ContentFile(_drawn(name), f"{name}.png"), alt=alt, member=owner)


@cache
def _drawn(name: str) -> bytes:
    return draw(name)
