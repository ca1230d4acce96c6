"""The components of the index in plain words: what each says, what is missing while it is low, what to do next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from juluo.insight.rules.spread import Component


@dataclass(frozen=True, slots=True)
class Words:
    """About one component."""

    says: Promise | str
    missing: Promise | str
    next_step: Promise | str
    formula: Promise | str
    evidence: str


WORDS: dict[Component, Words] = {
    Component.SHARES: Words(
        _("Share links that members made by themselves, per 100 people who saw it."),
        _("People read, but hardly anybody passes it on."),
        _("End a post with one sentence worth repeating, and ask for nothing else."),
        _("100 · x ÷ (x + 5), where x is links per 100 people"),
        "shares",
    ),
    Component.RESHARES: Words(
        _("How many steps a link stands from the first of its chain, on average."),
        _("Those who come by a link do not share it further: it travels one step and stops."),
        _("Give newcomers something of their own to tell: a retelling, a question, a picture."),
        _("100 · x ÷ (x + 1), where x is the mean of steps beyond the first"),
        "shares",
    ),
    Component.VISITS: Words(
        _("Of the people who saw it, how many came by a member's link."),
        _("Links are made, but few people open them."),
        _("Look at title and picture: they are all that a friend sees before opening."),
        _("100 · p, where p is their share"),
        "visits",
    ),
    Component.JOINS: Words(
        _("Of the members who joined by it, how many first arrived by a member's link."),
        _("Hardly anybody joins through a friend."),
        _("Say on the page why it is worth joining, before the wall and not behind it."),
        _("100 · p, where p is their share"),
        "joins",
    ),
    Component.K: Words(
        _("How many members each active sharer brought. From 1 on it grows by itself."),
        _("A sharer brings less than one further member."),
        _("Thank your sharers by name, and invite them to be hosts of whom they brought."),
        _("100 · K, at most 100"),
        "joins",
    ),
    Component.CYCLE: Words(
        _("Hours from opening somebody's link to sharing oneself, in the middle of all who did."),
        _("Nobody has shared on what they came by, or it takes them long."),
        _("Put the share button where the best passage ends."),
        _("100 · 72 ÷ (72 + h), where h is the median of hours"),
        "cycles",
    ),
    Component.UNPAID: Words(
        _("Of the people who saw it, how many did not come by an advertising entrance."),
        _("Much of the traffic is paid for."),
        _("Spend less on views and more on what makes people come back."),
        _("100 · p, where p is their share"),
        "entrances",
    ),
}

VERDICTS = {
    "unknown": _("Nobody has shared it in these 28 days."),
    "few": _("Too few people to say: below 30 chance says more than the index."),
    "not_yet": _("Not yet: it does not travel by itself."),
    "on_its_way": _("On its way: it travels, but not far without you."),
    "travels": _("Yes: it travels by itself."),
}
