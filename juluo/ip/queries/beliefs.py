"""What the IP believes, and who believes it too."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from juluo.core.models import Member
from juluo.ip.models import Endorsement


@dataclass(frozen=True, slots=True)
class Belief:
    """A sentence, how many present members endorse it, and whether this reader does."""

    text: str
    believers: int
    mine: bool


def beliefs_of(sentences: Sequence[str], reader: Member | None) -> list[Belief]:
    """In the order they are said; one query."""
    present = Endorsement.objects.filter(belief__in=sentences, member__left_at=None, member__banned_at=None)
    by_reader = Count("id", filter=Q(member_id=reader.pk if reader else None))
    counted = present.values("belief").annotate(believers=Count("id"), mine=by_reader)
    found = {row["belief"]: Belief(row["belief"], row["believers"], bool(row["mine"])) for row in counted}
    return [found.get(each, Belief(each, 0, mine=False)) for each in sentences]
