"""Asking members drawn by lot whether the IP is their first choice in its field."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.taking_part import ensure_may_take_part
from juluo.core.texts import clean_line
from juluo.ip.facts import SurveyAnswered, SurveyClosed, SurveyOpened
from juluo.ip.models import Choice, Survey, SurveyAsk
from juluo.ip.queries.surveys import drawn
from juluo.ip.rules.surveys import FIELD_LENGTH, check_terms


@transaction.atomic
def open_survey(field: str, *, size: int, gap_days: int, open_days: int) -> Survey:
    """Open a wave and ask up to `size` members, drawn by lot among those nobody asked in their last gap.

    Each of them is asked again `gap_days` from now at the earliest. Refused: `survey_open` while another wave runs,
    `nobody_to_ask`, and terms out of bounds. Two at once: the second is refused.
    """
    field = clean_line(field, field="field", most=FIELD_LENGTH)
    check_terms(size=size, gap_days=gap_days, open_days=open_days)
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    now = clock.now()
    _end_those_over()
    if Survey.objects.filter(closed_at=None).exists():
        raise Refused(_("A survey is running. Close it before you open the next."), code="survey_open")
    survey = Survey(field=field, size=size, gap_days=gap_days, opened_at=now, closes_at=now + timedelta(days=open_days))
    members = drawn(survey, now)
    if not members:
        message = _("There is nobody to ask now: everybody was asked lately, or joined less than a week ago.")
        raise Refused(message, code="nobody_to_ask")
    survey.save(force_insert=True)
    again = now + timedelta(days=gap_days)
    asks = [SurveyAsk(survey=survey, member_id=each, asked_at=now, again_from=again) for each in members]
    SurveyAsk.objects.bulk_create(asks, batch_size=1000)
    record(SurveyOpened(survey_id=survey.pk, asked=len(asks)))
    return survey


@transaction.atomic
def answer_survey(member: Member, choice: str) -> SurveyAsk:
    """Say what the IP is to the member; while the wave is open another answer replaces it.

    Refused: `not_asked` who was not drawn or when the wave is over, `unknown_choice` (422).
    """
    ensure_may_take_part(member)
    if choice not in Choice.values:
        raise Refused(_("Choose one of the three answers."), code="unknown_choice", field="choice", status=422)
    now = clock.now()
    asks = SurveyAsk.objects.open(now).filter(member=member)
    ask = asks.select_for_update(of=("self",)).select_related("survey").order_by("-asked_at").first()
    if ask is None:
        raise Refused(_("This question is over, or was put to others. Thank you all the same."), code="not_asked")
    if ask.choice == choice:
        return ask
    ask.choice, ask.answered_at = choice, now
    ask.save(update_fields=["choice", "answered_at"])
    record(SurveyAnswered(ask_id=ask.pk, survey_id=ask.survey_id))
    return ask


@transaction.atomic
def close_survey(survey: Survey) -> Survey:
    """End a wave before its time. Closing twice is closing once."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.closed_at is None:
        _end(survey)
    return survey


def close_surveys_that_are_over() -> int:
    """Close the wave whose time has passed; how many there were."""
    with transaction.atomic():
        return _end_those_over()


def _end_those_over() -> int:
    over = list(Survey.objects.select_for_update().filter(closed_at=None, closes_at__lte=clock.now()))
    for survey in over:
        _end(survey)
    return len(over)


def _end(survey: Survey) -> None:
    survey.closed_at = min(clock.now(), survey.closes_at)
    survey.save(update_fields=["closed_at"])
    record(SurveyClosed(survey_id=survey.pk))
