"""Asking members for their first choice: a wave that is over, and one that runs."""

from functools import partial

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.core.models import Member
from juluo.ip.models import Choice, SurveyAsk
from juluo.ip.operations.surveys import answer_survey, close_surveys_that_are_over, open_survey

FIELD = "岩茶"
_ANSWERS = (Choice.FIRST, Choice.FIRST, Choice.SECOND, Choice.FIRST, Choice.SECOND, Choice.FIRST, Choice.DISLIKE)


class Asking:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life

    def plan(self) -> None:
        self.life.plan(self.life.ago(days=30), lambda: self._ask(14))
        self.life.plan(self.life.ago(days=15), close_surveys_that_are_over)
        self.life.plan(self.life.ago(days=1), lambda: self._ask(100))

    def _ask(self, size: int) -> None:
        """Six of seven answer, some hours later."""
        with by_staff(self.stage.owner):
            survey = open_survey(FIELD, size=size, gap_days=28, open_days=14)
        asks = SurveyAsk.objects.filter(survey=survey).select_related("member").order_by("id")
        for number, ask in enumerate(asks):
            if number % 7 != 1 and not self._is_the_login(ask.member):
                moment = survey.opened_at + (survey.closes_at - survey.opened_at) * number / 400
                self.life.plan(moment, partial(self._answer, ask.member, _ANSWERS[number % len(_ANSWERS)]))

    def _answer(self, member: Member, choice: Choice) -> None:
        with by(member):
            answer_survey(member, choice)

    def _is_the_login(self, member: Member) -> bool:
        """The member whom the demo lets in finds the card unanswered."""
        return member.pk == self.stage.members[0].pk
