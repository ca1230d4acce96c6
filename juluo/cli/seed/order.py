"""How the space keeps its covenant: what waits for a person, a report, a decision, and an appeal against it."""

from functools import partial

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words.order import APPEAL, HELD, LISTED, PHRASES, REPORT, REPORTED
from juluo.community.models import Case
from juluo.community.operations.appeals import appeal_against
from juluo.community.operations.cases import Decision, decide_case
from juluo.community.operations.phrases import keep_phrase
from juluo.community.operations.screening import Rules, keep_word_list, set_screening
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.sanctions import Measure
from juluo.core import clock
from juluo.core.models import Member, Role, Staff
from juluo.core.said.operations import report
from juluo.core.words import RoleKey
from juluo.ip.models import Audience, Post
from juluo.ip.operations.comments import write_comment


class Order:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life

    def plan(self) -> None:
        """Two days before today: the talk has begun."""
        self.life.plan(self.life.ago(days=6), self._set_up)
        self.life.plan(self.life.ago(days=2, hours=5), self._report)
        self.life.plan(self.life.ago(hours=9), self._hold)

    def _set_up(self) -> None:
        """A member looks after the talk; words that sell elsewhere wait for a person."""
        role = Role.objects.get(key=RoleKey.MODERATOR)
        Staff.objects.create(member=self._member(4), role=role, since=clock.now())
        with by_staff(self.stage.owner):
            set_screening(Rules(newcomer_days=7, holds_links=True, repeats=3, templates=("minors_cn",)))
            keep_word_list(*LISTED)
            for title, words in PHRASES:
                keep_phrase(title, words)

    def _report(self) -> None:
        author, reporter, moderator = self._member(7), self._member(9), self._member(4)
        with by(author):
            comment = write_comment(author, self._post(), REPORTED)
        with by(reporter):
            report(reporter, comment, reason="insult", words=REPORT)
        self.life.plan(self.life.ago(days=2), partial(self._decide, moderator, author))

    def _decide(self, moderator: Member, author: Member) -> None:
        article = articles_in_force().get(number=2)
        measure = Measure(kind="mute", reason="insult", words=PHRASES[0][1], article=article, days=7)
        with by_staff(moderator):
            decided = decide_case(
                Case.objects.get(decided_at=None), Decision(measure=measure, hides=True), by=moderator
            )
        with by(author):
            appeal_against(decided.sanctions.get(kind="mute"), APPEAL)

    def _hold(self) -> None:
        seller = self._member(11)
        with by(seller):
            write_comment(seller, self._post(), HELD)

    def _post(self) -> Post:
        return next(each for each in self.stage.posts if each.audience == Audience.EVERYONE)

    def _member(self, place: int) -> Member:
        """One of those who came early: the list grows at its end."""
        member: Member = Member.objects.get(pk=self.stage.members[place].pk)
        return member
