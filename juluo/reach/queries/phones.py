from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, Sum

from juluo.reach.models import PhoneCode
from juluo.reach.rules.phones import DAY, GAP, HOUR, Sent, Tried


def sent_within_a_day(phone: str, ip_address: str, space_id: UUID | None, now: datetime) -> Sent:
    """Count what went out; `phone` and `ip_address` are digests."""
    since = {"asked_at__gt": now - DAY}
    to_phone = PhoneCode.objects.filter(phone=phone, **since).aggregate(
        all=Count("id"), lately=Count("id", filter=Q(asked_at__gt=now - GAP))
    )
    return Sent(
        to_phone=to_phone["all"],
        from_address=PhoneCode.objects.filter(ip_address=ip_address, **since).count() if ip_address else 0,
        by_space=PhoneCode.objects.filter(sent_for=space_id, **since).count(),
        lately=bool(to_phone["lately"]),
    )


def tried_within_a_day(code: PhoneCode | None, phone: str, now: datetime) -> Tried:
    """Count how often somebody tried codes that went to `phone` (a digest)."""
    counts = PhoneCode.objects.filter(phone=phone, asked_at__gt=now - DAY - HOUR).aggregate(
        hour=Sum("tries", filter=Q(asked_at__gt=now - HOUR), default=0),
        day=Sum("tries", default=0),
    )
    return Tried(this_code=code.tries if code else 0, this_hour=counts["hour"], this_day=counts["day"])


def latest_code(phone: str, purpose: str, bound_to: str) -> PhoneCode | None:
    """The code that counts for whoever asked for it: a newer one replaces those before."""
    asked = PhoneCode.objects.filter(phone=phone, purpose=purpose, bound_to=bound_to)
    return asked.order_by("-asked_at", "-id").first()
