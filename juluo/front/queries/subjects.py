"""Facts with what they are about and the page of the studio that shows it. One query for each kind of subject."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juluo.community.models import Covenant, Entrance
from juluo.core.chronicle import Line, told
from juluo.core.facts import Fact
from juluo.core.models import FactRow
from juluo.front.wording import detail_of
from juluo.ip.models import (
    Booking,
    Bundle,
    Comment,
    Consultation,
    Message,
    Need,
    Post,
    Question,
    Room,
    Series,
    Slot,
    Tip,
    Trial,
    TrialRound,
    Version,
    Workpiece,
)
from juluo.mall.models import Order, Product, ShippingZone, Variant
from juluo.mall.operations.payment import PURPOSE
from juluo.payments.models import Notice
from juluo.sharing.models import ShareLink


@dataclass(frozen=True, slots=True)
class Subject:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A fact in words, its detail, who did it, and what it is about, if that is known."""

    line: Line
    detail: str
    actor_id: UUID | None
    subject: Subject | None


type Find = Callable[[Iterable[UUID]], Mapping[UUID, Subject]]


def deeds(rows: Sequence[FactRow], permissions: frozenset[str]) -> list[Deed]:
    """Tell facts with their subjects, in their order; a subject is a link where the asker may open its page."""
    keys = [_key(row) for row in rows]
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for field, subject_id in keys:
        wanted[field].add(subject_id)
    found = {field: _find(field, ids, permissions) for field, ids in wanted.items()}
    return [
        Deed(line, detail_of(row.data), row.actor_id, _person(line, permissions) or found[field].get(subject_id))
        for row, line, (field, subject_id) in zip(rows, told(rows), keys, strict=True)
    ]


def subject_field(name: str) -> str:
    """The field that names what a kind of fact is about; "" for a fact that no longer exists."""
    kind = Fact.kinds.get(name)
    return next(iter(kind.__annotations__)) if kind else ""


def _key(row: FactRow) -> tuple[str, UUID]:
    """The field that names the fact's subject, and its id; a payment is about what it was for."""
    if row.data.get("purpose") == PURPOSE:
        return "order_id", UUID(row.data["purpose_id"])
    return subject_field(row.name), row.subject_id


def _find(field: str, ids: Iterable[UUID], permissions: frozenset[str]) -> dict[UUID, Subject]:
    permission, find = _FINDERS.get(field, ("", _nothing))
    subjects = find(ids)
    return {each: one if permission in permissions else Subject(one.label) for each, one in subjects.items()}


def _person(line: Line, permissions: frozenset[str]) -> Subject | None:
    """The member a fact is about, whom telling it has found already."""
    if line.about_id is None:
        return None
    url = reverse("community_studio:member", args=[line.about_id]) if "members.read" in permissions else ""
    return Subject(line.about, url)


def _nothing(_ids: Iterable[UUID]) -> dict[UUID, Subject]:
    return {}


def _orders(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    refs = Order.objects.filter(pk__in=ids).values_list("id", "ref")
    return {each: Subject(ref, reverse("mall_studio:order", args=[ref])) for each, ref in refs}


def _products(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Product.objects.filter(pk__in=ids).values_list("id", "title", "slug")
    return {each: Subject(title, reverse("mall_studio:product", args=[slug])) for each, title, slug in rows}


def _variants(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Variant.objects.filter(pk__in=ids).values_list("id", "sku", "product__title", "product__slug")
    return {
        each: Subject(f"{title} {sku}", reverse("mall_studio:product", args=[slug])) for each, sku, title, slug in rows
    }


def _zones(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    names = ShippingZone.objects.filter(pk__in=ids).values_list("id", "name")
    return {each: Subject(name, reverse("mall_studio:shipping_zone", args=[each])) for each, name in names}


def _posts(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Post.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:post", args=[each])) for each, title in titles}


def _bundles(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Bundle.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:bundle", args=[each])) for each, title in titles}


def _series(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Series.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:series", args=[each])) for each, title in titles}


def _comments(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Comment.objects.filter(pk__in=ids).values_list("id", "post__title")
    return {each: Subject(title, reverse("ip_studio:comment", args=[each])) for each, title in titles}


def _rooms(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    names = Room.objects.filter(pk__in=ids).values_list("id", "name")
    return {each: Subject(name, reverse("ip_studio:room", args=[each])) for each, name in names}


def _messages(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    names = Message.objects.filter(pk__in=ids).values_list("id", "room__name")
    return {each: Subject(name, reverse("ip_studio:message", args=[each])) for each, name in names}


def _consultations(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Consultation.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:consultation", args=[each])) for each, title in titles}


def _slots(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Slot.objects.filter(pk__in=ids).values_list("id", "consultation__title")
    return {each: Subject(title, reverse("ip_studio:slot", args=[each])) for each, title in titles}


def _bookings(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Booking.objects.filter(pk__in=ids).values_list("id", "slot", "slot__consultation__title")
    return {each: Subject(title, reverse("ip_studio:slot", args=[slot])) for each, slot, title in rows}


def _questions(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Question.objects.filter(pk__in=ids, paid_at__isnull=False).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:question", args=[each])) for each, title in titles}


def _tips(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    found = Tip.objects.all().paid().filter(pk__in=ids).select_related("post", "workpiece")
    return {
        tip.pk: Subject(str(tip.post or tip.workpiece or _("The space")), reverse("ip_studio:tip", args=[tip.pk]))
        for tip in found
    }


def _needs(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Need.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:need", args=[each])) for each, title in titles}


def _workpieces(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = Workpiece.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:workpiece", args=[each])) for each, title in titles}


def _versions(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Version.objects.filter(pk__in=ids).values_list("id", "number", "workpiece__title")
    return {
        each: Subject(f"{title} {number}", reverse("ip_studio:version", args=[each])) for each, number, title in rows
    }


def _rounds(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    titles = TrialRound.objects.filter(pk__in=ids).values_list("id", "title")
    return {each: Subject(title, reverse("ip_studio:round", args=[each])) for each, title in titles}


def _trials(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Trial.objects.filter(pk__in=ids).values_list("id", "round_id", "round__title")
    return {each: Subject(title, reverse("ip_studio:round", args=[round_id])) for each, round_id, title in rows}


def _entrances(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Entrance.objects.filter(pk__in=ids).values_list("id", "name", "code")
    return {each: Subject(name, reverse("community_studio:entrance", args=[code])) for each, name, code in rows}


def _covenants(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    url = reverse("community_studio:covenant")
    numbers = Covenant.objects.filter(pk__in=ids).values_list("id", "number")
    return {each: Subject(_("Version %(number)d") % {"number": number}, url) for each, number in numbers}


def _links(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    url = reverse("sharing_studio:links")
    return {each: Subject(code, url) for each, code in ShareLink.objects.filter(pk__in=ids).values_list("id", "code")}


def _notices(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    rows = Notice.objects.filter(pk__in=ids).values_list("id", "provider", "event_id")
    return {each: Subject(f"{provider} {event_id}") for each, provider, event_id in rows}


def _page(label: str | Promise, url_name: str, ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """There is one in a space, with a page of its own."""
    return dict.fromkeys(ids, Subject(str(label), reverse(url_name)))


_FINDERS: dict[str, tuple[str, Find]] = {
    "order_id": ("orders.read", _orders),
    "product_id": ("products.write", _products),
    "variant_id": ("products.write", _variants),
    "zone_id": ("products.write", _zones),
    "post_id": ("content.write", _posts),
    "series_id": ("content.write", _series),
    "bundle_id": ("content.write", _bundles),
    "comment_id": ("talk.moderate", _comments),
    "room_id": ("content.write", _rooms),
    "consultation_id": ("content.write", _consultations),
    "slot_id": ("content.write", _slots),
    "booking_id": ("content.write", _bookings),
    "message_id": ("talk.moderate", _messages),
    "question_id": ("content.write", _questions),
    "asking_id": ("content.write", partial(_page, gettext_lazy("Terms of questions"), "ip_studio:asking")),
    "tip_id": ("content.write", _tips),
    "need_id": ("content.write", _needs),
    "workpiece_id": ("content.write", _workpieces),
    "version_id": ("content.write", _versions),
    "round_id": ("content.write", _rounds),
    "trial_id": ("content.write", _trials),
    "entrance_id": ("members.write", _entrances),
    "covenant_id": ("settings.write", _covenants),
    "link_id": ("sharing.read", _links),
    "space_id": ("settings.write", partial(_page, gettext_lazy("The space"), "community_studio:space")),
    "notice_id": ("orders.refund", _notices),
    "persona_id": ("content.write", partial(_page, gettext_lazy("Persona"), "ip_studio:persona")),
    "story_id": ("content.write", partial(_page, gettext_lazy("Story"), "ip_studio:story")),
    "plan_id": ("sharing.read", partial(_page, gettext_lazy("Commission plan"), "sharing_studio:plan")),
    "check_id": ("ledger.read", partial(_page, pgettext_lazy("audit", "Ledger"), "ledger_studio:balances")),
}
