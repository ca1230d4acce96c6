"""An entrance by application: some are in by their score, one is asked back, one waits for somebody to look."""

from functools import partial
from typing import Any

from juluo.cli.seed.life import Life, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words import doors as words
from juluo.community.models import Application, Entrance, Questionnaire
from juluo.community.operations.admitting import ask_applicant
from juluo.community.operations.applications import Said, apply_to
from juluo.community.operations.entrances import make_entrance
from juluo.community.operations.invitations import Terms, make_invitation
from juluo.community.operations.policies import Policy, set_policy, set_welcome
from juluo.community.operations.questionnaires import Deciding, set_deciding, set_questions
from juluo.community.queries.doors import current_covenant
from juluo.core.models import User
from juluo.core.words import Rung


class Doors:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life

    def plan(self) -> None:
        self.life.plan(self.life.ago(days=14), self._open)
        for number, (name, days, answers) in enumerate(words.APPLICANTS):
            self.life.plan(self.life.ago(days=days, hours=3), partial(self._apply, number, name, answers))
        self.life.plan(self.life.ago(days=2), self._ask)

    def _open(self) -> None:
        with by_staff(self.stage.owner):
            door = make_entrance(words.NAME, kind=Entrance.Kind.PARTNER)
            policy = Policy(
                policy=Entrance.Policy.APPLICATION, capacity=words.PLACES, inviting_rung=Rung.FAN
            )  # fmt: skip
            set_policy(door, policy)
            set_welcome(door, words.WELCOME, to=words.LED_TO)
            set_questions(door, words.QUESTIONS)
            deciding = Questionnaire.Deciding.MIXED
            set_deciding(
                door, Deciding(deciding=deciding, admit_at=words.ADMIT_AT, decline_below=words.DECLINE_BELOW)
            )  # fmt: skip
            make_invitation(self.stage.doors["event"], Terms(most=20, days=90, note=words.INVITED), by=self.stage.owner)

    def _apply(self, number: int, name: str, answers: dict[str, Any]) -> None:
        user = User.objects.create_user(f"applicant{number}@demo.example", name=name)
        apply_to(user, self._door, Said(name=name, answers=answers, covenant=current_covenant()))

    def _ask(self) -> None:
        with by_staff(self.stage.owner):
            ask_applicant(Application.objects.get(name=words.APPLICANTS[3][0]), words.QUESTION)

    @property
    def _door(self) -> Entrance:
        door: Entrance = Entrance.objects.get(name=words.NAME)
        return door
