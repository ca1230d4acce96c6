"""Who may read, or use, what is not for everybody: rights that are held, were held, and may be given by hand."""

from django.db.models import Q, QuerySet

from juluo.core.models import Entitlement, Member
from juluo.ip.selling import is_by_subject, kind_of, name_of_right


def access_to(right: str) -> QuerySet[Entitlement]:
    """Everybody who holds the right or held it, the latest first."""
    return Entitlement.objects.filter(right=right).select_related("member").order_by("-id")


def entitlements() -> QuerySet[Entitlement]:
    return Entitlement.objects.select_related("member")


def name_of_what_is_given(right: str) -> str:
    """What the right opens, if staff may give it by hand: a thing that stands for itself; else ""."""
    kind = kind_of(right)
    return name_of_right(right) if kind and kind.opens_alone and not is_by_subject(right) else ""


def members_called(words: str) -> list[Member]:
    """The members whose e-mail address, or else whose whole name, this is: two at most, for one is wanted."""
    found = Member.objects.present().filter(Q(user__email__iexact=words) | Q(name_folded=words.lower()))
    by_address = found.filter(user__email__iexact=words)
    return list(by_address[:1]) or list(found.order_by("id")[:2])
