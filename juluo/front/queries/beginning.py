"""What a new space still lacks, told by what it really has, as far as the asker may do something about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.community.models import Admission, Covenant, Entrance
from juluo.community.rules.entrances import STANDING
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.core.words import Mood
from juluo.ip.models import Persona, Post, Story
from juluo.ip.queries.posts import example_posts
from juluo.mall.models import Product, ShippingZone
from juluo.mall.queries.catalog import example_products
from juluo.payments.models import MerchantAccount
from juluo.payments.queries import plays_with_money
from juluo.reach.queries.outbox import mail_folder
from juluo.sharing.models import Plan, ShareLink


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist; `url` leads to the very field."""

    label: str | Promise
    note: str | Promise
    icon: str
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.lines)

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if not line.done]

    @property
    def finished(self) -> list[Line]:
        return [line for line in self.lines if line.done]


def checklist(permissions: frozenset[str]) -> Checklist:
    """The lines that these permissions allow to do, done or not, in one query."""
    allowed = [name for name, line in _LINES.items() if line[0] in permissions]
    has = what_there_is(allowed)
    lines = []
    for name in allowed:
        _permission, label, note, icon, (url_name, field) = _LINES[name]
        lines.append(Line(label, note, icon, f"{reverse(url_name)}{field}", has[name] is not (name == "examples")))
    return Checklist(lines)


def what_there_is(names: Iterable[str]) -> dict[str, bool]:
    """Which of the named things the acting space has, in one query; none for no names."""
    asked = {name: Exists(_ROWS[name]()) for name in names}
    if not asked:
        return {}
    answers: tuple[Any, ...] = Space.objects.filter(pk=acting_space_id()).values_list(*asked.values()).get()
    return dict(zip(asked, answers, strict=True))


def _examples() -> QuerySet[Any]:
    """Rows of the space itself, if it has drafts that are still examples."""
    return Space.objects.filter(Exists(example_posts()) | Exists(example_products()), pk=acting_space_id())


def _dressed() -> QuerySet[Space]:
    worn = ~Q(brand="") | ~Q(mood=Mood.PLAIN) | Q(logo_id__isnull=False)
    return Space.objects.filter(worn, pk=acting_space_id())


def _paid() -> QuerySet[Any]:
    return _space(where=True) if plays_with_money() else MerchantAccount.objects.all()


def _shared() -> QuerySet[Space]:
    """The space itself, if a member made a link of it or somebody came in by an entrance of its own."""
    came = Admission.objects.exclude(entrance__kind__in=STANDING)
    return Space.objects.filter(Exists(ShareLink.objects.all()) | Exists(came), pk=acting_space_id())


def _space(*, where: bool) -> QuerySet[Space]:
    """A row where it is so, none where it is not."""
    return Space.objects.filter(pk=acting_space_id()) if where else Space.objects.filter(slug="")


_ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "audience": lambda: Persona.objects.exclude(tagline=""),
    "story": Story.objects.all,
    "beliefs": lambda: Persona.objects.exclude(beliefs=[]),
    "look": _dressed,
    "covenant": lambda: Covenant.objects.filter(number__gt=1),
    "entrance": lambda: Entrance.objects.filter(closed_at=None).exclude(kind__in=STANDING),
    "post": Post.objects.published,
    "product": Product.objects.on_sale,
    "shipping": lambda: ShippingZone.objects.filter(closed=False),
    "payment": _paid,
    "plan": Plan.objects.all,
    "mail": lambda: _space(where=mail_folder() is None),
    "shared": _shared,
    "examples": _examples,
}

type _Said = tuple[str, Promise, Promise, str, tuple[str, str]]

_LINES: dict[str, _Said] = {
    "audience": ("content.write", _("Say for whom it is"), _("One sentence under the name."), "people",
                 ("ip_studio:persona", "#field-tagline")),
    "story": ("content.write", _("Tell why it exists"), _("Everybody reads it under “About”."), "talk",
              ("ip_studio:story", "#field-text")),
    "beliefs": ("content.write", _("Say what it believes"), _("People who believe the same stay."), "heart",
                ("ip_studio:persona", "#field-beliefs")),
    "look": ("settings.write", _("Give it a colour, a mood or a logo"), _("Every page wears them."), "brush",
             ("community_studio:look", "#field-brand")),
    "covenant": ("settings.write", _("Put the covenant into your own words"),
                 _("Everybody accepts it before taking part."), "check", ("community_studio:covenant", "#field-text")),
    "entrance": ("members.write", _("Open an entrance"),
                 _("A code to print or send: it tells where people came from."), "door",
                 ("community_studio:entrances", "#field-name")),
    "post": ("content.write", _("Publish the first post"), _("Guests read it before they join."), "pen",
             ("ip_studio:posts", "")),
    "product": ("products.write", _("Put the first product on sale"), _("With its price for each rung."), "shop",
                ("mall_studio:products", "")),
    "shipping": ("products.write", _("Say where you deliver, and what it costs"),
                 _("Until then you deliver everywhere, for nothing."), "truck",
                 ("mall_studio:shipping_zones", "#field-name")),
    "payment": ("settings.write", _("Get ready to be paid"), _("Until then orders wait unpaid."), "qr",
                ("payments_studio:accounts", "")),
    "plan": ("settings.write", _("Say what sharing earns"), _("One layer, on sales only, within the law."), "share",
             ("sharing_studio:plan", "#field-rate")),
    "mail": ("settings.write", _("Let mails go out"),
             _("Until then codes and news are only written to files of the server."), "mail",
             ("reach_studio:mails", "")),
    "shared": ("settings.write", _("Send the link to the first people"),
               _("Done as soon as somebody came through it, or a member shared something."), "link",
               ("front_studio:start_link", "")),
    "examples": ("settings.write", _("Rewrite the examples, or take them out"), _("Nobody but staff sees them."),
                 "undo", ("front_studio:start", "#examples")),
}  # fmt: skip
"""By name: who may do it, what it says, its icon, and the page with its field."""
