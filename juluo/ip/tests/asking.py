"""Questions for tests: asked, paid and answered by the verbs."""

from uuid import uuid4

from django.urls import set_urlconf

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.ip.models import Question
from juluo.ip.operations.answers import answer_question, publish_question
from juluo.ip.operations.questions import QuestionWords, order_question, order_reading, write_question
from juluo.ip.selling import Due
from juluo.mall.models import Order
from juluo.mall.operations.orders import pay_order
from juluo.mall.operations.rights import sell_right
from juluo.testing.jobs import run_tasks

ANSWER_PRICE, READING_PRICE = Money(6000, "CNY"), Money(1000, "CNY")
SECRET = "答案在山顶"


def sell_answers() -> None:
    sell_right("question", title="提问", price=ANSWER_PRICE)
    sell_right("answer", title="读答案", price=READING_PRICE)


def draft_of(asker: Member, title: str = "什么时候采茶？", *, public: bool = True) -> Question:
    return write_question(asker, QuestionWords(title=title, text="我家在山脚。", public=public))


def pay(due: Due) -> Order:
    """The provider's answer arrives; there is none to ask for the money back."""
    order = Order.objects.get(ref=due.ref)
    assert pay_order(order, payment_id=uuid4(), amount=order.total)
    Order.objects.filter(pk=order.pk).update(payment_id=None)
    run_tasks()
    return Order.objects.get(pk=order.pk)


def due_for(question: Question) -> Due:
    """As a request has it: a request before may have taken its addresses away."""
    set_urlconf("juluo.urls.space")
    return order_question(question)


def ask(asker: Member, title: str = "什么时候采茶？", *, public: bool = True) -> Question:
    draft = draft_of(asker, title, public=public)
    pay(due_for(draft))
    return fresh(draft)


def answered(asker: Member, by: Member, title: str = "什么时候采茶？", *, public: bool = True) -> Question:
    answer_question(question := ask(asker, title, public=public), SECRET, by=by)
    run_tasks()
    return fresh(question)


def published(asker: Member, by: Member, *, is_free: bool = False) -> Question:
    return publish_question(answered(asker, by), is_free=is_free)


def read_paid(question: Question, reader: Member) -> Order:
    set_urlconf("juluo.urls.space")
    return pay(order_reading(question, reader))


def fresh(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)
