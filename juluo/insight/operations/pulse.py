from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from juluo.core import clock
from juluo.core.models import Measure, Space
from juluo.core.spaces import acting_space_id
from juluo.insight.queries.pulse import pushes_until
from juluo.insight.queries.spread import SPACE
from juluo.insight.rules.pulse import HALF_LIFE, PULSE_VERSION, Push, typical


@transaction.atomic
def measure_half_lives(day: date) -> int:
    """Write the half-life (seconds) of each push whose week is over on `day`, and the space's; how many rows.

    Measuring a day again leaves the same numbers. Two at once: the second waits.
    """
    space = Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    with timezone.override(space.time_zone):
        pushes = pushes_until(day)
    rows = [
        _row(day, push.subject, push.seconds, _told(push)) for push in {each.subject: each for each in pushes}.values()
    ]
    if (usual := typical(pushes)) is not None:
        enough = [push for push in pushes if not push.is_too_few]
        few, people = len(pushes) - len(enough), sum(push.people for push in enough)
        rows.append(_row(day, SPACE, usual, {"pushes": len(enough), "few": few, "people": people}))
    Measure.objects.filter(day=day, name=HALF_LIFE).delete()
    Measure.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _row(day: date, subject: str, seconds: float, told: dict[str, Any]) -> Measure:
    evidence = told | {"version": PULSE_VERSION}
    return Measure(subject=subject, name=HALF_LIFE, day=day, value=seconds, evidence=evidence, at=clock.now())


def _told(push: Push) -> dict[str, Any]:
    return {"people": push.people, "pushed_at": push.at.isoformat()}
