"""Support without buying: a few give something, some say why, the owner thanks, and one changes their mind."""

from functools import partial

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.till import Till
from juluo.cli.seed.words import support as words
from juluo.ip.models import Post, Tip, Workpiece
from juluo.ip.operations.tip_terms import TipChoice, set_tip_terms
from juluo.ip.operations.tips import TipWords, begin_tip, thank_for
from juluo.ip.rules.tips import Cause, right_to_tip
from juluo.mall.models import Order
from juluo.mall.operations.refunds import refund_rest
from juluo.mall.operations.rights import order_right


class Support:
    def __init__(self, stage: Stage, life: Life, till: Till) -> None:
        self.stage, self.life, self.till = stage, life, till

    def plan(self) -> None:
        """By ten days ago there are posts, a workpiece, and members enough."""
        self.life.plan(self.life.ago(days=10), self._take)
        for number, piece in enumerate(words.GIVEN):
            self.life.plan(self.life.ago(days=piece.days_ago), partial(self._give, number, piece))
            if piece.thanks:
                self.life.plan(self.life.ago(days=piece.days_ago, hours=-7), partial(self._thank, piece))
            if piece.returned:
                self.life.plan(self.life.ago(days=piece.days_ago, hours=-3), partial(self._give_back, piece))

    def _take(self) -> None:
        with by_staff(self.stage.owner):
            set_tip_terms(
                TipChoice(
                    is_on=True, purpose=words.PURPOSE, sizes=words.SIZES, least_minor=words.LEAST, most_minor=words.MOST
                )
            )

    def _give(self, number: int, piece: words.Given) -> None:
        giver = self.stage.members[number * 3 % len(self.stage.members)]
        said = TipWords(minor=piece.minor, words=piece.words, public=piece.public, unnamed=piece.unnamed)
        with by(giver):
            tip = begin_tip(giver, self._cause(piece.about), said)
            order = order_right(giver, right_to_tip(tip.pk))
        self.till.pay(order)

    def _thank(self, piece: words.Given) -> None:
        with by_staff(self.stage.owner):
            thank_for(self._tip(piece), piece.thanks, by=self.stage.owner)

    def _give_back(self, piece: words.Given) -> None:
        order = Order.objects.get(lines__right=right_to_tip(self._tip(piece).pk))
        with by_staff(self.stage.owner):
            refund_rest(order, reason=words.WHY_BACK, key="seed")

    def _cause(self, about: str) -> Cause:
        if about == "workpiece":
            return Cause(workpiece=Workpiece.objects.filter(shown_at__isnull=False).first())
        return Cause(post=Post.objects.published().order_by("-published_at").first()) if about == "post" else Cause()

    def _tip(self, piece: words.Given) -> Tip:
        return Tip.objects.get(minor=piece.minor, words=piece.words)
