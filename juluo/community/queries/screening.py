"""What holds, and what was said lately."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from juluo.community.models import Saying, Screening, WordList
from juluo.community.rules.lists import template_named
from juluo.community.rules.screening import Words, words_of
from juluo.core.models import Member
from juluo.core.spaces import acting_space_id

WITHIN = timedelta(days=1)


def screening() -> Screening:
    """The rules of the space; those that hold nothing if it has none."""
    return Screening.objects.first() or Screening()


def word_lists() -> QuerySet[WordList]:
    return WordList.objects.order_by("id")


def words_listed(rules: Screening) -> Words:
    """All lists that are on, compiled once for each version."""
    return _compiled(acting_space_id(), rules.pk, rules.version)


def said_again(member: Member, digest: str, now: datetime) -> int:
    """How often the member said the same within a day."""
    return Saying.objects.filter(member=member, digest=digest, at__gt=now - WITHIN).count()


def passed_by(member: Member, most: int) -> int:
    """How many sayings of the member others may read, counted up to `most`."""
    return Saying.objects.filter(member=member, passed=True)[:most].count()


@lru_cache(maxsize=64)
def _compiled(_space_id: UUID, _rules_id: UUID, _version: int) -> Words:
    rules = screening()
    ours = [template for code in rules.templates if (template := template_named(code))]
    listed = [word for template in ours for word in template.words]
    for text in word_lists().filter(on=True).values_list("words", flat=True):
        listed += words_of(text)
    return Words(listed)
