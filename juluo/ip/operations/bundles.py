from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from juluo.core import clock
from juluo.core.entitlements import grant
from juluo.core.facts import record
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.giving import BundleChanged, BundleFilled, BundleMade
from juluo.ip.models import Bundle, BundleItem, Post, Series
from juluo.ip.operations.series import SERIES_TITLE_LENGTH, SUMMARY_LENGTH
from juluo.ip.queries.bundles import held_at
from juluo.ip.rules.bundles import check_known, read_rights
from juluo.ip.selling import Bought


@transaction.atomic
def make_bundle(title: str, *, summary: str = "") -> Bundle:
    """Name a bundle. It is empty, and nobody but staff sees it before something published stands in it."""
    bundle = Bundle(**_cleaned(title, summary), made_at=clock.now())
    bundle.save(force_insert=True)
    record(BundleMade(bundle_id=bundle.pk))
    return bundle


@transaction.atomic
def name_bundle(bundle: Bundle, title: str, *, summary: str) -> Bundle:
    """Say what the bundle is called and about. The same words again change nothing."""
    said = _cleaned(title, summary)
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    changed = tuple(name for name, value in said.items() if getattr(bundle, name) != value)
    if not changed:
        return bundle
    for name in changed:
        setattr(bundle, name, said[name])
    bundle.save(update_fields=changed)
    renew_pages()
    record(BundleChanged(bundle_id=bundle.pk, changed=changed))
    return bundle


@transaction.atomic
def fill_bundle(bundle: Bundle, rights: Sequence[str]) -> Bundle:
    """Let the bundle hold what these rights ("post:ID", "series:ID") open, in this order; other things leave it.

    Who paid for something that leaves keeps it. The same again changes nothing. Refused: `too_many`, `unknown_item`.
    """
    bundle = Bundle.objects.select_for_update().get(pk=bundle.pk)
    wanted = read_rights(rights)
    ids = {kind: [key for each, key in wanted if each == kind] for kind in ("post", "series")}
    check_known(wanted, [("post", key) for key in _known(Post.objects.all(), ids["post"])]
                + [("series", key) for key in _known(Series.objects.all(), ids["series"])])  # fmt: skip
    standing = {item.right: item for item in bundle.items.filter(left_at=None).order_by("position", "id")}
    named = [f"{kind}:{key}" for kind, key in wanted]
    if list(standing) == named:
        return bundle
    now = clock.now()
    bundle.items.filter(pk__in=[item.pk for right, item in standing.items() if right not in named]).update(left_at=now)
    for position, (kind, key) in enumerate(wanted, 1):
        item = standing.get(f"{kind}:{key}") or BundleItem(bundle=bundle, **{f"{kind}_id": key}, put_at=now)
        item.position = position
        item.save()
    renew_pages()
    record(BundleFilled(bundle_id=bundle.pk, rights=tuple(named)))
    return bundle


def give_contents(bought: Bought) -> None:
    """Give the buyer of a bundle what stood in it when it was paid, for the same reason: a refund ends all of it."""
    for item in held_at(bought.subject, bought.paid_at):
        grant(bought.member, item.right, reason=bought.reason)


def _known[Row: (Post, Series)](rows: QuerySet[Row], ids: Sequence[UUID]) -> list[UUID]:
    return list(rows.filter(pk__in=ids).values_list("pk", flat=True)) if ids else []


def _cleaned(title: str, summary: str) -> dict[str, str]:
    return {
        "title": clean_line(title, field="title", most=SERIES_TITLE_LENGTH),
        "summary": clean_text(summary, field="summary", most=SUMMARY_LENGTH, least=0),
    }
