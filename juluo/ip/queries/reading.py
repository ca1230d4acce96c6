"""A post as one reader meets it: all of it, or the free part and one clear next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juluo.core.entitlements import rights_among
from juluo.core.models import Member
from juluo.core.money import Money
from juluo.ip.models import Audience, BundleItem, Post
from juluo.ip.rules.audience import admits, free_part, right_to_series, rights_to
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.selling import Offer, offers_for

_MOST_BUNDLES = 10
"""A wall offers the latest few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a reader who may not read on can do about it: a sentence and one place to go.

    `others` are what opens it, too, and costs more.
    """

    kind: str
    sentence: str
    action: str
    url: str
    price: Money | None = None
    others: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """How much of a post this reader reads. `step` is None if it is the whole."""

    text: str
    step: Step | None


def met_by(post: Post, reader: Member | None) -> Met:
    """What `reader` reads of a published post."""
    if may_read_on(post, reader):
        return Met(post.text, None)
    return Met(free_part(post), step_before(post, reader))


def may_read_on(post: Post, reader: Member | None) -> bool:
    """Whether the audience admits the reader, or a right of theirs opens the post; its author reads all of it."""
    if admits(post.audience, reader) or (reader is not None and reader.pk == post.author_id):
        return True
    return bool(rights_among(reader, rights_to(post)))


def step_before(post: Post, reader: Member | None, *, whole_series: bool = False) -> Step:
    """What opens the rest of a post to this reader; with `whole_series`, sooner an offer of all its parts."""
    if reader is None and post.audience != Audience.BUYERS:
        return _joining(post)
    offers = offers_for([*rights_to(post), *_rights_to_bundles_of(post)], reader)
    if whole_series and post.series_id:
        whole = right_to_series(post.series_id)
        offers.sort(key=lambda offer: offer.right != whole)
    if offers:
        return buying(offers, _("The rest opens with “%(title)s”."))
    if reader is None or post.audience == Audience.BUYERS:
        sentence = _("The rest is for those who bought it. It is not on sale at the moment.")
        return Step(kind="wait", sentence=sentence, action=_("See what is on sale"), url=reverse("mall:shelf"))
    return _rising(post, reader)


def buying(offers: Sequence[Offer], sentence: str) -> Step:
    """The step of buying the first of these offers; `sentence` names its title."""
    first, *others = offers
    words = {"sentence": sentence % {"title": first.title}, "action": _("Buy it to read on")}
    return Step(kind="buy", **words, url=first.url, price=first.price, others=tuple(others))


def _rights_to_bundles_of(post: Post) -> list[str]:
    """The rights to the bundles in which the post stands now, or its series."""
    holding = Q(post=post.pk) | Q(series=post.series_id) if post.series_id else Q(post=post.pk)
    found = BundleItem.objects.filter(holding, left_at=None).order_by("-id").values_list("bundle_id", flat=True)
    return [right_to_bundle(each) for each in dict.fromkeys(found[:_MOST_BUNDLES])]


def _joining(post: Post) -> Step:
    back = urlencode({"next": reverse("ip:post", args=[post.pk])})
    sentence = _("The rest is for members.")
    if post.audience != Audience.MEMBERS:
        sentence = _("The rest is for a rung of members: %(audience)s.") % {"audience": post.get_audience_display()}
    url = f"{reverse('community:joining')}?{back}"
    return Step(kind="join", sentence=sentence, action=_("Join to read on"), url=url)


def _rising(post: Post, reader: Member) -> Step:
    """For a member who stands too low, or who was banned."""
    if reader.banned_at:
        sentence = _("The rest is for members, and you are banned from this space.")
        return Step(kind="banned", sentence=sentence, action=pgettext("tab", "Me"), url=reverse("front:me"))
    names = {"audience": post.get_audience_display(), "rung": reader.get_rung_display()}
    sentence = _("The rest is for a rung of members: %(audience)s. Yours is: %(rung)s.") % names
    return Step(kind="rise", sentence=sentence, action=_("See how one rises here"), url=reverse("community:rungs"))
