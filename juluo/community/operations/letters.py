"""Mails to applicants. They are no members yet, so the news of members do not reach them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.community.models import Application
from juluo.core import clock
from juluo.core.addresses import address_of
from juluo.core.letters import Letter, Line, message_of
from juluo.core.models import Member, Space
from juluo.core.spaces import acting_space_id
from juluo.reach.channels.mail import message_id, public_addresses

type Word = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says; `more` adds what the application knows, like a reason."""

    subject: Word
    text: Word
    action: Word
    more: Callable[[Application], str] = lambda _application: ""


def _asked(application: Application) -> str:
    inquiry = application.inquiries.order_by("-id").first()
    return inquiry.question if inquiry else ""


WORDS: dict[str, Words] = {
    "made": Words(
        gettext_lazy("Your application to %(space)s has arrived"),
        gettext_lazy("Its page says where it stands and what comes next."),
        gettext_lazy("Look at it"),
    ),
    "declined": Words(
        gettext_lazy("Your application to %(space)s was declined"),
        gettext_lazy("Thank you for your trust. This time the answer is no."),
        gettext_lazy("Read it"),
        lambda application: application.reason,
    ),
    "asked": Words(
        gettext_lazy("%(space)s asks you back"),
        gettext_lazy("Before they decide, they would like to know:"),
        gettext_lazy("Answer"),
        _asked,
    ),
    "waits": Words(
        gettext_lazy("%(space)s says yes: you are on the waiting list"),
        gettext_lazy("Every place is taken now. When one is free, we write to you."),
        gettext_lazy("See where you stand"),
    ),
    "offered": Words(
        gettext_lazy("A place at %(space)s is free for you"),
        gettext_lazy("Accept it before its time is over; then it goes to the next."),
        gettext_lazy("Accept the place"),
    ),
    "admitted": Words(
        gettext_lazy("Welcome to %(space)s"),
        gettext_lazy("Your application was accepted. You are a member now."),
        gettext_lazy("Come in"),
    ),
    "lapsed": Words(
        gettext_lazy("Your place at %(space)s went to the next"),
        gettext_lazy("It was not accepted in time. You may apply again."),
        gettext_lazy("Read it"),
    ),
}
"""By what happened."""


def write_to_applicant(application: Application, about: str, *, key: str) -> None:
    """Write once about what happened; `key` is of the fact. The mail server is called outside of any transaction.

    A worker that dies before it sent leaves no letter rather than two. History that is replayed sends nothing.
    """
    if clock.is_replaying() or not _claim(application, key):
        return
    space = Space.objects.get(pk=acting_space_id())
    with translation.override(space.language), timezone.override(space.time_zone), public_addresses():
        message = message_of(
            letter_about(application, about, space),
            to=application.user.email, space=space, headers={"Message-ID": message_id(key)},
        )  # fmt: skip
    try:
        message.send()
    except OSError:
        _let_go(application, key)
        raise


def letter_about(application: Application, about: str, space: Space) -> Letter:
    words, named = WORDS[about], {"space": space.name}
    view, arguments = ("front:home", ()) if _is_in(application) else ("community:application", (application.pk,))
    return Letter(
        subject=str(words.subject) % named,
        paragraphs=[each for each in (str(words.text), words.more(application)) if each],
        language=space.language,
        name=space.name,
        action=str(words.action),
        target=address_of(space, view, *arguments),
        footer=[Line(_("You receive this because you applied to %(space)s.") % named)],
    )


def _is_in(application: Application) -> bool:
    return Member.objects.filter(user_id=application.user_id, left_at=None).exists()


@transaction.atomic
def _claim(application: Application, key: str) -> bool:
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if key in row.told:
        return False
    Application.objects.filter(pk=row.pk).update(told=[*row.told, key])
    return True


@transaction.atomic
def _let_go(application: Application, key: str) -> None:
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    Application.objects.filter(pk=row.pk).update(told=[each for each in row.told if each != key])
