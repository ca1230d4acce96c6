"""The talk under the posts: members say something, the owner answers and pins the first answered one."""

from functools import partial
from random import Random

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.words.rooms import MESSAGES
from juluo.cli.seed.words.talk import FEELINGS, QUOTING, TALK
from juluo.core.models import Member
from juluo.ip.models import Post
from juluo.ip.operations.comments import pin_comment, write_comment
from juluo.ip.operations.messages import write_message
from juluo.ip.operations.responses import react
from juluo.ip.rules.quotes import Quote, passages_of


class Talk:
    def __init__(self, stage: Stage, life: Life) -> None:
        self.stage, self.life = stage, life
        self.chance = Random(7)  # noqa: S311 - a demo, not secrets

    def plan(self) -> None:
        """Three days before today: by then everybody has come."""
        for number, (title, turns) in enumerate(TALK.items()):
            self.life.plan(self.life.ago(days=3, hours=-4 * number), partial(self._say, title, turns))
        self.life.plan(self.life.ago(days=1), self._meet)

    def _say(self, title: str, turns: tuple[tuple[str, str], ...]) -> None:
        post = next(each for each in self.stage.posts if each.title == title)
        present = self.chance.sample(self.stage.members, len(turns) + 5)
        for member, (said, answer) in zip(present, turns, strict=False):
            self._exchange(post, member, said, answer)
        self._quote(post, present[-1])
        for member in present:
            with by(member):
                react(member, post, self.chance.choice(FEELINGS))

    def _meet(self) -> None:
        """What members and the owner said to each other in the first room."""
        room = self.stage.rooms[0]
        members = self.chance.sample(self.stage.members, len(MESSAGES))
        for member, (said, answer) in zip(members, MESSAGES, strict=True):
            with by(member):
                write_message(member, room, said)
            if answer:
                with by_staff(self.stage.owner):
                    write_message(self.stage.owner, room, answer)

    def _quote(self, post: Post, member: Member) -> None:
        with by(member):
            write_comment(member, post, QUOTING, quote=Quote(passages_of(post)[0]))

    def _exchange(self, post: Post, member: Member, said: str, answer: str) -> None:
        with by(member):
            comment = write_comment(member, post, said)
        if answer:
            with by_staff(self.stage.owner):
                write_comment(self.stage.owner, post, answer, answers=comment)
                pin_comment(comment, by=self.stage.owner)
