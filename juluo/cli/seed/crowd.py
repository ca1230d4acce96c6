"""The people: they stroll by, join through an entrance, share, come back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words.people import FRIENDS, MEMBER_LOGIN, SHARERS
from juluo.cli.seed.words.persona import BELIEFS
from juluo.community.operations.members import join_space, set_rung
from juluo.community.queries.doors import current_covenant
from juluo.core import footprints
from juluo.core.models import Member, User
from juluo.core.spaces import acting_space_id
from juluo.core.visitors import ENTRANCE_COOKIE
from juluo.core.words import Rung
from juluo.ip.models import Pace
from juluo.ip.operations.beliefs import endorse_belief
from juluo.ip.operations.following import follow
from juluo.ip.rules.following import Subject
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.links import make_link, touch

PASSERS_BY = 320
DOORS = ("direct", "share", "qr", "event")
OFTEN = {"strangers": (50, 24, 18, 8), "friends": (22, 46, 20, 12)}


@dataclass
class Walker:
    """Somebody before (and after) we know who they are."""

    visitor: UUID
    door: str
    member: Member | None = None
    came_by: ShareLink | None = None
    seen: int = field(default=0)


class Crowd:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life

    def plan(self) -> None:
        """Strangers all the time; the sharers first, then their friends, more of them lately."""
        chance = self.stage.chance
        for number in range(PASSERS_BY):
            moment = self.life.ago(days=chance.uniform(0, 54))
            self.life.plan(moment, self._strolling(self._walker(f"stranger-{number}", "strangers")))
        for number, name in enumerate(SHARERS):
            self._plan_arrival(self.life.ago(days=53 - number), Walker(self._visitor(name), "direct"), name)
        for number, name in enumerate(FRIENDS):
            moment = self.life.ago(days=48 - 46 * (number / len(FRIENDS)) ** 0.9, hours=chance.uniform(0, 20))
            self._plan_arrival(moment, self._walker(name, "friends"), name)

    def _plan_arrival(self, moment: datetime, walker: Walker, name: str) -> None:
        self.life.plan(moment, self._strolling(walker))
        self.life.plan(moment + timedelta(minutes=12), lambda: self._join(walker, name))
        self.life.plan(moment + timedelta(days=2), self._strolling(walker))

    def _walker(self, name: str, who: str) -> Walker:
        door = self.stage.chance.choices(DOORS, OFTEN[who])[0]
        return Walker(self._visitor(name), door)

    def _visitor(self, name: str) -> UUID:
        return uuid5(acting_space_id(), name)

    def _strolling(self, walker: Walker) -> Any:
        return lambda: self._stroll(walker)

    def _stroll(self, walker: Walker) -> None:
        """Come in, by a friend's link if that is the door, and look at a few pages."""
        chance = self.stage.chance
        if walker.door == "share" and self.stage.links and walker.member is None:
            walker.came_by = chance.choice(self.stage.links)
            touch(walker.came_by, visitor=walker.visitor, member=None, entrance_id=self.stage.doors[walker.door].id)
        request: Any = SimpleNamespace(
            headers={},
            visitor=walker.visitor,
            member=walker.member,
            COOKIES={ENTRANCE_COOKIE: str(self.stage.doors[walker.door].id)},
        )
        for page in chance.sample(self.stage.pages(), chance.randint(1, 4)):
            footprints.leave(request, "view", page)

    def _join(self, walker: Walker, name: str) -> None:
        footprints.flush()
        user = self._user(name)
        door = self.stage.doors[walker.door]
        member = join_space(user, entrance=door, visitor=walker.visitor, name=name, covenant=current_covenant())
        walker.member = member
        self.stage.members.append(member)
        self._plan_ways(walker, member, member.joined_at)

    def _plan_ways(self, walker: Walker, member: Member, joined: datetime) -> None:
        """What the member goes on to do: sharers share, others take part, some share what brought them."""
        plan, number = self.life.plan, len(self.stage.members)
        for belief in self.stage.chance.sample(BELIEFS, number % len(BELIEFS)):
            plan(joined + timedelta(hours=number), partial(self._endorse, member, belief))
        if number % 2 or member.name in SHARERS:
            plan(joined + timedelta(hours=2), partial(self._follow, member))
        if member.name in SHARERS:
            plan(joined + timedelta(days=3), lambda: self._share_pages(member))
            plan(joined + timedelta(days=2), lambda: self._raise(member, Rung.FAN, "常来，常说真话"))
            plan(joined + timedelta(days=16), lambda: self._raise(member, Rung.ANGEL, "带来了很多聊得来的朋友"))
            return
        if number % 2:
            plan(joined + timedelta(days=4), lambda: self._raise(member, Rung.FAN, "参加了盲评，写得认真"))
        came_by = walker.came_by
        if came_by and number % 3 == 0:
            plan(joined + timedelta(days=1), lambda: self._share_on(member, came_by))

    def _follow(self, member: Member) -> None:
        """Whose login the demo tells gets a digest, too."""
        with by(member):
            follow(member, Subject(), pace="" if member.name == SHARERS[0] else Pace.HERE)

    def _endorse(self, member: Member, belief: str) -> None:
        with by(member):
            endorse_belief(member, belief)

    def _user(self, name: str) -> User:
        if name == SHARERS[0]:
            return User.objects.create_user(MEMBER_LOGIN.email, MEMBER_LOGIN.password, name=name)
        number = (*SHARERS, *FRIENDS).index(name)
        return User.objects.create_user(f"friend{number}@demo.example", name=name)

    def _share_pages(self, member: Member) -> None:
        with by(member):
            for page in self.stage.chance.sample(self.stage.products, 3):
                self.stage.links.append(make_link(member, f"/mall/{page.slug}/"))
            post = self.stage.chance.choice(self.stage.posts)
            self.stage.links.append(make_link(member, f"/posts/{post.pk}/"))

    def _share_on(self, member: Member, came_by: ShareLink) -> None:
        """Share what brought them: the new link remembers the old one."""
        with by(member):
            self.stage.links.append(make_link(member, came_by.target, parent=came_by))

    def _raise(self, member: Member, rung: Rung, reason: str) -> None:
        with by_staff(self.stage.owner):
            member.rung = set_rung(member, rung, reason=reason).rung
