"""Support for tests: terms set, given and paid by the verbs."""

from uuid import uuid4

from django.urls import set_urlconf

from juluo.core.models import Member
from juluo.ip.models import Tip, TipTerms
from juluo.ip.operations.tip_terms import TipChoice, set_tip_terms
from juluo.ip.operations.tips import TipWords, begin_tip, order_tip
from juluo.ip.rules.tips import Cause
from juluo.ip.selling import Due
from juluo.mall.models import Order
from juluo.mall.operations.orders import pay_order
from juluo.testing.jobs import run_tasks

SIZES, LEAST, MOST = (500, 2000), 100, 10_000


def take_support(**other) -> TipTerms:
    said = {"is_on": True, "purpose": "给茶园添一只蜂箱", "sizes": SIZES, "least_minor": LEAST, "most_minor": MOST}
    return set_tip_terms(TipChoice(**(said | other)))


def begun(giver: Member, minor: int = 2000, cause: Cause | None = None, **said) -> Tip:
    return begin_tip(giver, cause or Cause(), TipWords(minor=minor, **said))


def due_for(tip: Tip) -> Due:
    """As a request has it: a request before may have taken its addresses away."""
    set_urlconf("juluo.urls.space")
    return order_tip(tip)


def pay(due: Due) -> Order:
    """The provider's answer arrives; there is none to ask for the money back."""
    order = Order.objects.get(ref=due.ref)
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    Order.objects.filter(pk=order.pk).update(payment_id=None)
    run_tasks(times=2)
    return Order.objects.get(pk=order.pk)


def given(giver: Member, minor: int = 2000, cause: Cause | None = None, **said) -> Tip:
    tip = begun(giver, minor, cause, **said)
    pay(due_for(tip))
    return fresh(tip)


def spoken(giver: Member, words: str = "多谢你们", **said) -> Tip:
    """Support whose words everybody may read."""
    return given(giver, words=words, **({"public": True} | said))


def order_of(tip: Tip) -> Order:
    return Order.objects.get(lines__right=f"tip:{tip.pk}")


def fresh(tip: Tip) -> Tip:
    row: Tip = Tip.objects.get(pk=tip.pk)
    return row
