"""Reads of the first-choice survey: who is drawn, who is asked, what the waves brought."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from juluo.core import clock
from juluo.core.models import Member, Staff
from juluo.ip.models import Survey, SurveyAsk
from juluo.ip.rules.surveys import Outcome

SETTLED = timedelta(days=7)
"""Whoever joined less than a week ago has no opinion yet."""


def drawn(survey: Survey, now: datetime) -> list[UUID]:
    """Draw up to `survey.size` members: those whose MD5 of the wave's id and their own comes first.

    Everybody can draw the same again from the two ids. In the urn are present members with a login who joined a week
    ago or earlier, are no staff and were not asked within the gap of their last wave.
    """
    asked = SurveyAsk.objects.filter(member=OuterRef("pk"), again_from__gt=now)
    staff = Staff.objects.filter(member=OuterRef("pk"))
    urn = Member.objects.present().filter(~Exists(asked), ~Exists(staff), user__isnull=False)
    lot = MD5(Concat(Value(str(survey.pk)), Cast("id", TextField())))
    found = urn.filter(joined_at__lte=now - SETTLED).annotate(lot=lot).order_by("lot", "id")
    return list(found.values_list("pk", flat=True)[: survey.size])


def question_for(member: Member) -> SurveyAsk | None:
    """The question that waits for the member's answer, or may still be answered otherwise."""
    asks = SurveyAsk.objects.open(clock.now()).filter(member=member)
    found: SurveyAsk | None = asks.select_related("survey").order_by("-asked_at").first()
    return found


def surveys_latest_first() -> QuerySet[Survey]:
    return Survey.objects.order_by("-id")


def outcomes_of(surveys: Iterable[Survey]) -> dict[UUID, Outcome]:
    """What each wave has brought so far, in one query."""
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    asks = SurveyAsk.objects.filter(survey__in=list(surveys)).order_by()
    for row in asks.values("survey_id").annotate(said=F("choice"), count=Count("*")):
        counts[row["survey_id"]][row["said"]] = row["count"]
    return {survey_id: Outcome.of(sum(each.values()), each) for survey_id, each in counts.items()}


def asked_in(survey: Survey) -> list[UUID]:
    return list(survey.asks.values_list("member_id", flat=True))
