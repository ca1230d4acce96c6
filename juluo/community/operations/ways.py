from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts import WayChosen
from juluo.community.models import Entrance, Way
from juluo.community.queries.ways import content_of_way, way_of
from juluo.community.rules.entrances import check_can_be_a_way
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id


@transaction.atomic
def choose_way(content: str, entrance: Entrance) -> Entrance:
    """Let guests who read `content` ("post:ID") come in through `entrance`, unless they came through another before.

    The direct one is that of every page by itself. The same again changes nothing. Refused with `no_content` (404) for
    what is no post, series, bundle or room, with `entrance_closed`, and with `no_way` for the entrances of members'
    links and of imports.
    """
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    if content_of_way(content) is None:
        raise Refused(_("There is no such content."), code="no_content", status=404)
    entrance = Entrance.objects.get(pk=entrance.pk)
    check_can_be_a_way(entrance)
    before = way_of(content)
    if (before.pk if before else None) == _kept_as(entrance):
        return entrance
    Way.objects.filter(content=content).delete()
    if kept := _kept_as(entrance):
        Way.objects.create(content=content, entrance_id=kept)
    renew_pages()
    record(WayChosen(entrance_id=entrance.pk, content=content))
    return entrance


def _kept_as(entrance: Entrance) -> UUID | None:
    """Nothing is kept of the direct entrance."""
    key: UUID = entrance.pk
    return None if entrance.kind == Entrance.Kind.DIRECT else key
