from django.db import transaction

from juluo.community.models import Admission
from juluo.core.models import Member
from juluo.sharing.models import Source
from juluo.sharing.queries.sources import first_arrival, last_lead


@transaction.atomic
def keep_source(member: Member) -> Source | None:
    """Keep for life where the member first arrived and what led them to joining; once kept it stays.

    None for those nobody saw join (imported).
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    known: Source | None = Source.objects.filter(member=member).first()
    admission = Admission.objects.filter(member=member).first()
    if known or admission is None:
        return known
    arrival, lead = first_arrival(admission), last_lead(admission)
    source = Source(
        member=member,
        content=arrival.content,
        author_id=arrival.author_id,
        link=arrival.link,
        last_content=lead.content,
        last_author_id=lead.author_id,
        last_link=lead.link,
        arrived_at=arrival.at,
        joined_at=admission.at,
    )
    source.save(force_insert=True)
    return source
