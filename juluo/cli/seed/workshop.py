"""The workshop: members wish for something, the owner decides with a reason and makes one thing with them."""

from datetime import timedelta
from random import Random

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words import workshop as words
from juluo.core import clock
from juluo.core.money import Money
from juluo.ip.models import Need, Trial, Version, Workpiece
from juluo.ip.operations.diary import tell_in_diary
from juluo.ip.operations.needs import join_need, move_need, tell_need
from juluo.ip.operations.trials import (
    RoundWords,
    accept_trial,
    answer_trial,
    begin_round,
    invite_to_trial,
    note_sample,
)
from juluo.ip.operations.workpieces import VersionWords, make_workpiece, place_need, show_workpiece, write_version

_WAYS = {
    "considered": ("considered",),
    "later": ("later",),
    "no": ("no",),
    "making": ("yes", "making"),
}
"""Through which states a wish gets where it stands."""


class Workshop:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life
        self.chance = Random(9)  # noqa: S311 - a demo, not secrets
        self.needs: dict[str, Need] = {}

    def plan(self) -> None:
        """By twelve days ago enough members have come to wish together."""
        self.life.plan(self.life.ago(days=12), self._make)
        self.life.plan(self.life.ago(days=11), self._ask)
        self.life.plan(self.life.ago(days=10), self._wish)
        self.life.plan(self.life.ago(days=7), self._answer)
        self.life.plan(self.life.ago(days=5), self._decide)

    def _make(self) -> None:
        with by_staff(self.stage.owner):
            made = show_workpiece(make_workpiece(words.TITLE, summary=words.SUMMARY))
            for draft in words.VERSIONS:
                self._write(made, draft)
            tell_in_diary(next(each for each in self.stage.posts if each.title == words.DIARY), made)

    def _write(self, made: Workpiece, draft: words.Draft) -> None:
        on = clock.now().date() - timedelta(days=draft.days_ago - words.VERSIONS[-1].days_ago)
        said = VersionWords(
            number=draft.number, on=on, changes=draft.changes, state=draft.state, qualities=draft.qualities,
            cost=Money(draft.cost, "CNY"),
        )  # fmt: skip
        write_version(made, said)

    def _ask(self) -> None:
        """Seven days later the round is over."""
        chosen = self.chance.sample(self.stage.members, len(words.ANSWERS))
        with by_staff(self.stage.owner):
            said = RoundWords(
                title=words.ROUND, text=words.TASK, criteria=words.CRITERIA, capacity=len(chosen),
                ends_at=clock.now() + timedelta(days=7),
            )  # fmt: skip
            invite_to_trial(begin_round(Version.objects.get(number=words.VERSIONS[-1].number), said), chosen)
        for trial in Trial.objects.select_related("round", "member"):
            with by(trial.member):
                accept_trial(trial)
            with by_staff(self.stage.owner):
                note_sample(trial, words.SAMPLE)

    def _answer(self) -> None:
        trials = Trial.objects.select_related("round", "member").order_by("id")
        for trial, (scores, said) in zip(trials, words.ANSWERS, strict=True):
            with by(trial.member):
                answer_trial(trial, scores, words=said)

    def _wish(self) -> None:
        for wish in words.WISHES:
            first, *others = self.chance.sample(self.stage.members, min(wish.others, len(self.stage.members) - 1) + 1)
            with by(first):
                need = self.needs[wish.title] = tell_need(first, wish.title, text=wish.text)
            for member in others:
                with by(member):
                    join_need(member, need)

    def _decide(self) -> None:
        with by_staff(self.stage.owner):
            place_need(self.needs[words.MET.title], Workpiece.objects.get(title=words.TITLE))
            for wish in words.WISHES:
                for state in _WAYS.get(wish.state, ()):
                    reason = wish.reason if state in {"yes", "later", "no"} else ""
                    move_need(self.needs[wish.title], state, reason=reason)
