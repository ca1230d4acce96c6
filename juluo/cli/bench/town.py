"""What is measured on: a space with members, posts, products and orders, and sessions to visit it with."""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from juluo.community.operations.founding import found_space
from juluo.core import clock
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.mall.models import Product, RungPrice, Stock, Variant

SLUG = "bench"
_PARAGRAPH = "今年第一炉炭焙刚出，火气还没退。我的习惯是先醒二十天，再开一泡看叶底。\n\n"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in member's browser: what it sends with each request."""

    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Town:
    space: Space
    owner: Visitor
    buyers: list[Visitor]
    variants: list[UUID]
    product: str
    post: UUID


def build_town(*, buyers: int, products: int, on_hand: int) -> Town:
    """Make the space with so many members, and products of one variant with so many pieces each."""
    owner = User.objects.create_user("owner@bench.test", name="Bench")
    space = found_space(slug=SLUG, name="Bench", owner=owner)
    users = User.objects.bulk_create(_user(number) for number in range(buyers))
    with acting_in(space):
        with transaction.atomic():
            now = clock.now()
            Member.objects.bulk_create(
                Member(user=user, name=user.name, rung=Rung.FAN, joined_at=now) for user in users
            )
            variants = _stock_the_mall(products, on_hand)
        posts = _write_posts(Member.objects.get(user=owner))
    visitors = sign_in([owner, *users])
    let_the_planner_know()
    return Town(space, visitors[0], visitors[1:], [each.id for each in variants], variants[0].product.slug, posts[0])


def _user(number: int) -> User:
    return User(email=f"buyer-{number}@bench.test", name=f"Buyer {number}", password="!")  # noqa: S106 - no password matches it


def _stock_the_mall(products: int, on_hand: int) -> list[Variant]:
    now = clock.now()
    rows = Product.objects.bulk_create(
        Product(
            slug=f"tea-{at}", title=f"茶 {at}", summary="明前，手工。", story=_PARAGRAPH, published_at=now, made_at=now
        )
        for at in range(products)
    )
    variants = Variant.objects.bulk_create(
        Variant(product=row, sku=f"T-{at}", title="100 g", price_minor=9900, currency="CNY")
        for at, row in enumerate(rows)
    )
    RungPrice.objects.bulk_create(RungPrice(variant=each, rung=Rung.FAN, minor=7900) for each in variants)
    Stock.objects.bulk_create(Stock(variant=each, on_hand=on_hand) for each in variants)
    return variants


def _write_posts(author: Member) -> list[UUID]:
    posts = []
    for number in range(30):
        words = PostWords(title=f"第 {number} 篇", text=_PARAGRAPH * 6 + f"::product[tea-{number}]\n\n" + _PARAGRAPH)
        posts.append(publish_post(write_post(author, words)).id)
    return posts


def let_the_planner_know() -> None:
    """What autovacuum would do soon after such a load."""
    with psycopg.connect(os.environ["JULUO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ANALYZE")


def sign_in(users: list[User]) -> list[Visitor]:
    """A session and a CSRF token for each user, as signing in leaves them."""
    stores, visitors = [], []
    for user in users:
        session, token = secrets.token_hex(16), secrets.token_hex(16)
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        expires = timezone.now() + timedelta(days=1)
        stores.append(Session(session_key=session, session_data=SessionStore().encode(data), expire_date=expires))
        cookies = f"sessionid={session}; csrftoken={token}; visitor={secrets.token_hex(16)}"
        visitors.append(Visitor({"Cookie": cookies, "X-CSRFToken": token, "Host": "127.0.0.1"}))
    Session.objects.bulk_create(stores, batch_size=1000)
    return visitors
