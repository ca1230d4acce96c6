from django.db import transaction

from juluo.community.models import Admission
from juluo.core.models import Member
from juluo.sharing.models import Source
from juluo.sharing.queries.sources import first_arrival


@transaction.atomic
def keep_source(member: Member) -> Source | None:
    """Keep for life where the member first arrived; once kept it stays. None for those nobody saw join (imported)."""
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    known: Source | None = Source.objects.filter(member=member).first()
    admission = Admission.objects.filter(member=member).first()
    if known or admission is None:
        return known
    arrival = first_arrival(admission)
    source = Source(
        member=member,
        content=arrival.content,
        author_id=arrival.author_id,
        link=arrival.link,
        arrived_at=arrival.at,
        joined_at=admission.at,
    )
    source.save(force_insert=True)
    return source
