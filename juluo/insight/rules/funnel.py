"""The funnel's stages and their figures per 1,000 people reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.intervals import wilson

PER = 1000


class Stage(models.TextChoices):
    """What people have ever done, in the order in which most do it."""

    REACHED = "reached", pgettext_lazy("funnel", "Reached")
    JOINED = "joined", pgettext_lazy("funnel", "Joined")
    FOLLOWED = "followed", pgettext_lazy("funnel", "Followed")
    BOUGHT = "bought", pgettext_lazy("funnel", "Bought")
    BROUGHT = "brought", pgettext_lazy("funnel", "Brought others")


@dataclass(frozen=True, slots=True)
class Figure:
    """People who got to a stage, out of those reached."""

    stage: Stage
    people: int
    reached: int

    @property
    def per_thousand(self) -> float:
        return PER * self.people / self.reached if self.reached else 0.0

    @property
    def low(self) -> float:
        return PER * wilson(self.people, self.reached).low

    @property
    def high(self) -> float:
        return PER * wilson(self.people, self.reached).high

    @property
    def is_measured(self) -> bool:
        """Whether it has an interval: the first stage is the measure of the others."""
        return self.stage != Stage.REACHED and self.reached > 0


@dataclass(frozen=True, slots=True)
class Funnel:
    """The figures of one entrance, or of all together (`name` is "")."""

    name: str
    figures: tuple[Figure, ...]
    code: str = ""
    """The entrance's code."""

    @property
    def reached(self) -> int:
        return self.figures[0].people

    @classmethod
    def of(cls, name: str, people: dict[Stage, int], code: str = "") -> "Funnel":
        return cls(name, tuple(Figure(stage, people[stage], people[Stage.REACHED]) for stage in Stage), code)


def summed(funnels: Iterable[Funnel]) -> Funnel:
    """All entrances together: each person stands in one of them only."""
    people = dict.fromkeys(Stage, 0)
    for funnel in funnels:
        for figure in funnel.figures:
            people[figure.stage] += figure.people
    return Funnel.of("", people)
