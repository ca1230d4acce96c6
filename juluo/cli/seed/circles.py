"""The circles: opened by the owner, joined by members, and what they talk about there."""

from datetime import timedelta
from functools import partial
from random import Random

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words.circles import ANNOUNCED, DATE, GROUPS, PROPOSED, TALK, Group, Said
from juluo.community.models import Circle, Topic
from juluo.community.operations.circle_dates import DateWords, set_date
from juluo.community.operations.circle_members import admit_asker, appoint_lead, ask_into_circle, join_circle
from juluo.community.operations.circles import CircleWords, open_circle, propose_circle, set_circle_rule
from juluo.community.operations.companies import say_company
from juluo.community.operations.replies import ReplyWords, accept_answer, write_reply
from juluo.community.operations.topic_care import pin_topic
from juluo.community.operations.topics import TopicWords, announce, write_topic
from juluo.core import clock
from juluo.core.models import Member
from juluo.core.words import Rung


class Circles:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life
        self.chance = Random(11)  # noqa: S311 - a demo, not secrets
        self.circles: dict[str, Circle] = {}
        self.people: dict[str, list[Member]] = {}

    def plan(self) -> None:
        """In the last week, when everybody has come."""
        self.life.plan(self.life.ago(days=2, hours=20), self._open)
        for number, said in enumerate(TALK):
            self.life.plan(self.life.ago(days=2, hours=18 - 6 * number), partial(self._talk, said))
        self.life.plan(self.life.ago(hours=20), self._announce)
        self.life.plan(self.life.ago(hours=18), self._propose)

    def _open(self) -> None:
        with by_staff(self.stage.owner):
            set_circle_rule(rung=Rung.FAN.value, supporters=5)
            for group in GROUPS:
                words = CircleWords(name=group.name, kind=group.kind, place=group.place, about=group.about,
                                    is_private=group.is_private, parent=self.circles.get(group.inside))  # fmt: skip
                self.circles[group.name] = open_circle(self.stage.owner, words)
        for group in GROUPS:
            self._gather(group)

    def _gather(self, group: Group) -> None:
        """The owner leads the first, in the others somebody else does, too; who signs in belongs to all."""
        circle = self.circles[group.name]
        lin = self.stage.members[0]
        inside = [lin, *self.chance.sample(self.stage.members[1:], group.people - 1)]
        self.people[group.name] = inside
        for member in inside:
            self._let_in(circle, member, group)
        if group.name != GROUPS[0].name:
            with by_staff(self.stage.owner):
                appoint_lead(circle, inside[1], by=self.stage.owner)
        for member, (company, job) in zip(inside, group.companies, strict=False):
            with by(member):
                say_company(member, circle, company=company, job=job)

    def _let_in(self, circle: Circle, member: Member, group: Group) -> None:
        with by(member):
            if not group.is_private:
                join_circle(member, circle)
                return
            asked = ask_into_circle(member, circle, "我有两泡老样，想和大家一起拆。")
        with by_staff(self.stage.owner):
            admit_asker(asked, by=self.stage.owner)

    def _talk(self, said: Said) -> None:
        circle = self.circles.get(said.circle)
        people = self.people.get(said.circle) or self.stage.members[:4]
        asking, *others = people[1:] + people[:1]
        with by(asking):
            topic = write_topic(asking, circle, TopicWords(title=said.title, text=said.text, tags=said.tags))
        for number, (member, text) in enumerate(zip(others, said.replies, strict=False), 1):
            with by(member):
                reply = write_reply(member, topic, ReplyWords(text=text))
            if number == said.answered:
                with by(asking):
                    accept_answer(reply, by=asking)
        if said.pinned:
            self._pin(topic)

    def _pin(self, topic: Topic) -> None:
        with by_staff(self.stage.owner):
            pin_topic(topic, by=self.stage.owner)

    def _announce(self) -> None:
        """Something that everybody of a circle should know, and a date."""
        name, title, text = ANNOUNCED
        held, called, place = DATE
        with by_staff(self.stage.owner):
            announce(self.stage.owner, self.circles[name], TopicWords(title=title, text=text))
            begins = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=6)
            words = DateWords(title=called, place=place, starts_at=begins, ends_at=begins + timedelta(hours=3))
            set_date(self.circles[held], words, by=self.stage.owner)

    def _propose(self) -> None:
        name, place, about = PROPOSED
        known = [self.stage.owner.pk, self.stage.members[0].pk]
        fans = Member.objects.filter(rung=Rung.FAN).exclude(pk__in=known).order_by("id")
        founder, *others = fans[:3]
        with by(founder):
            circle = propose_circle(founder, CircleWords(name=name, kind="chapter", place=place, about=about))
        for member in others:
            with by(member):
                join_circle(member, circle)
