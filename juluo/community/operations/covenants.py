from django.db import transaction

from juluo.community.facts import CovenantAccepted, CovenantPublished
from juluo.community.models import Acceptance, Article, Covenant
from juluo.community.rules.articles import articles_in, check_consequences, goods_in
from juluo.community.rules.covenants import check_covenant_is_current
from juluo.community.rules.members import check_not_banned
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Space
from juluo.core.publishing import renew_pages
from juluo.core.spaces import acting_space_id
from juluo.core.taking_part import goods_named
from juluo.core.texts import clean_text

COVENANT_LENGTH = 20_000


@transaction.atomic
def publish_covenant(text: str) -> Covenant:
    """Put a new version of the covenant in force; everyone reads and accepts it before taking part again.

    Its numbered headings and points become articles, with the consequences that stand under them. Publishing the words
    that are in force changes nothing. Refused (422): `unknown_consequence`, `no_article`.
    """
    text = clean_text(text, field="text", most=COVENANT_LENGTH)
    Space.objects.select_for_update().get(pk=acting_space_id())
    last = Covenant.objects.order_by("-number").first()
    if last and last.text == text:
        return last
    check_consequences(text, goods_named(goods_in(text)))
    covenant = Covenant.objects.create(number=last.number + 1 if last else 1, text=text, published_at=clock.now())
    Article.objects.bulk_create(
        Article(covenant=covenant, number=each.number, title=each.title, text=each.text, pauses=list(each.pauses))
        for each in articles_in(text)
    )
    renew_pages()
    record(CovenantPublished(covenant_id=covenant.pk, version=covenant.number))
    return covenant


@transaction.atomic
def accept_covenant(member: Member, covenant: Covenant) -> None:
    """The member has read this version and accepts it; refused unless it is the one in force. Twice is once."""
    check_not_banned(member)
    current = Covenant.objects.order_by("-number")[:1].get()
    check_covenant_is_current(covenant, current)
    note_acceptance(member, covenant)


def note_acceptance(member: Member, covenant: Covenant) -> None:
    """Write the acceptance and its fact, once per member and version."""
    row = Acceptance(member=member, covenant=covenant, at=clock.now())
    known = Acceptance.objects.select_for_update().filter(member=member, covenant=covenant)
    if known.exists():
        return
    Acceptance.objects.bulk_create([row], ignore_conflicts=True)
    if known.get().pk == row.pk:
        record(CovenantAccepted(member_id=member.pk, version=covenant.number))
