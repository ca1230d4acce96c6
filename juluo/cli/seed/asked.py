"""Paid questions, one answered for everybody and one that waits; and a course whose buyer lets friends read along."""

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.till import Till
from juluo.cli.seed.words import asked as words
from juluo.cli.seed.words.series import TITLE as COURSE
from juluo.core.models import Member
from juluo.core.money import Money
from juluo.ip.models import Question, Series
from juluo.ip.operations.answers import answer_question, publish_question
from juluo.ip.operations.asking import AskingTerms, set_asking
from juluo.ip.operations.gifts import give_reads, set_gift_terms, take_read
from juluo.ip.operations.questions import QuestionWords, write_question
from juluo.ip.rules.audience import right_to_series
from juluo.ip.rules.questions import RIGHT_TO_ASK, RIGHT_TO_READ, right_to_ask
from juluo.mall.operations.rights import order_right, sell_right


class Asked:
    def __init__(self, stage: Stage, life: Life, till: Till) -> None:
        self.stage, self.life, self.till = stage, life, till

    def plan(self) -> None:
        """After the course is there; the second question is still open today."""
        self.life.plan(self.life.ago(days=18), self._offer)
        self.life.plan(self.life.ago(days=9), lambda: self._ask(2, words.TITLE, words.TEXT))
        self.life.plan(self.life.ago(days=8), self._answer)
        self.life.plan(self.life.ago(days=2), lambda: self._ask(5, words.OPEN_TITLE, words.OPEN_TEXT))
        self.life.plan(self.life.ago(days=6), self._buy)
        self.life.plan(self.life.ago(days=5), self._give)

    def _offer(self) -> None:
        with by_staff(self.stage.owner):
            set_asking(AskingTerms(guidance=words.GUIDANCE))
            sell_right(RIGHT_TO_ASK, title=words.ASK, price=Money(words.ASK_PRICE, "CNY"))
            sell_right(RIGHT_TO_READ, title=words.READ, price=Money(words.READ_PRICE, "CNY"))
            set_gift_terms(reads=words.READS, days=words.DAYS)

    def _ask(self, asker: int, title: str, text: str) -> None:
        member = self._member(asker)
        with by(member):
            question = write_question(member, QuestionWords(title=title, text=text, public=True, unnamed=False))
            order = order_right(member, right_to_ask(question.pk))
        self.till.pay(order)

    def _answer(self) -> None:
        with by_staff(self.stage.owner):
            question = Question.objects.get(title=words.TITLE)
            publish_question(answer_question(question, words.ANSWER, by=self.stage.owner), is_free=True)

    def _buy(self) -> None:
        """The member whom the demo lets in finds the gift under their own name."""
        with by(self._member(0)):
            order = order_right(self._member(0), self._course)
        self.till.pay(order)

    def _give(self) -> None:
        with by(self._member(0)):
            gift = give_reads(self._member(0), self._course)
        with by(self._member(4)):
            take_read(gift, self._member(4), named=True)

    def _member(self, number: int) -> Member:
        return Member.objects.get(pk=self.stage.members[number].pk)

    @property
    def _course(self) -> str:
        return right_to_series(Series.objects.get(title=COURSE).pk)
