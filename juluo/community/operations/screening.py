"""What waits for a person before others read it: the rules a space sets, and how they meet what somebody says."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.community.facts.moderation import ScreeningChanged, WordListChanged, WordListRemoved
from juluo.community.models import LIST_LENGTH, LIST_NAME_LENGTH, Saying, Screening, WordList
from juluo.community.queries.sanctions import MODERATES
from juluo.community.queries.screening import passed_by, said_again, screening, words_listed
from juluo.community.rules.lists import template_named
from juluo.community.rules.screening import digest_of, has_link, is_long, words_of
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Space
from juluo.core.people import permissions_of
from juluo.core.refusals import Refused
from juluo.core.said.facts import WordsShown
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line, clean_text

MOST_LISTS, MOST_NEWCOMER_DAYS, MOST_FIRST, MOST_REPEATS = 50, 365, 20, 100
WHY_LENGTH = 120
KEPT = timedelta(days=31)
_SWEPT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a space holds; 0 of `first_posts` and `repeats` holds none."""

    newcomer_days: int = 7
    holds_links: bool = False
    first_posts: int = 0
    repeats: int = 0
    templates: Sequence[str] = ()


def why_held(author: Member, about: str, words: str) -> str:
    """Why it waits, in a few words; "" if it does not. What staff say who look after the talk never waits."""
    rules = screening()
    if rules._state.adding:
        return ""
    now, digest = clock.now(), digest_of(words)
    why = _why(rules, author, words, digest)
    if why and MODERATES in permissions_of(author.pk):
        why = ""
    if rules.first_posts or rules.repeats:
        Saying.objects.create(member=author, about=about, digest=digest, passed=not why, at=now)
    return why


@transaction.atomic
def set_screening(rules: Rules) -> Screening:
    """Say what waits for a person from now on. The same again changes nothing.

    Refused (422): `out_of_range`, `unknown_list`.
    """
    _check(rules)
    row = _locked()
    said = asdict(rules) | {"templates": list(rules.templates)}
    changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
    if changed or row._state.adding:
        for name in changed:
            setattr(row, name, said[name])
        _next_version(row)
        record(ScreeningChanged(screening_id=row.pk, changed=changed))
    return row


@transaction.atomic
def keep_word_list(name: str, words: str, *, on: bool = True, known: WordList | None = None) -> WordList:
    """Keep a list of words, one a line, under a name. The same again changes nothing.

    Refused: `name_taken`, `too_many` beyond 50 lists.
    """
    name = clean_line(name, field="name", most=LIST_NAME_LENGTH)
    text = clean_text(words, field="words", most=LIST_LENGTH)
    rules = _locked()
    row = WordList.objects.select_for_update().get(pk=known.pk) if known else WordList()
    if not row._state.adding and (row.name, row.words, row.on) == (name, text, on):
        return row
    if row._state.adding and WordList.objects.count() >= MOST_LISTS:
        raise Refused(_("You keep enough lists. Put two of them together first."), code="too_many")
    row.name, row.words, row.on, row.changed_at = name, text, on, clock.now()
    _save_list(row)
    _next_version(rules)
    record(WordListChanged(list_id=row.pk, name=name, words=len(words_of(text))))
    return row


@transaction.atomic
def remove_word_list(row: WordList) -> None:
    """Throw a list away. Gone already is gone."""
    rules = _locked()
    if WordList.objects.filter(pk=row.pk).delete()[0]:
        _next_version(rules)
        record(WordListRemoved(list_id=row.pk, name=row.name))


def note_passing(facts: Sequence[WordsShown]) -> None:
    """What a person let go counts as said."""
    Saying.objects.filter(about__in=[fact.about for fact in facts if fact.was_held]).update(passed=True)


@transaction.atomic
def forget_sayings() -> int:
    """Forget digests that are a month old; how many."""
    old = Saying.objects.filter(at__lt=clock.now() - KEPT).values_list("pk", flat=True)[:_SWEPT]
    return Saying.objects.filter(pk__in=list(old)).delete()[0]


def _why(rules: Screening, author: Member, words: str, digest: str) -> str:
    now = clock.now()
    is_new = now < author.joined_at + timedelta(days=rules.newcomer_days)
    if word := words_listed(rules).found_in(words):
        return f"word:{word}"[:WHY_LENGTH]
    if is_new and rules.holds_links and has_link(words):
        return "link"
    if rules.repeats and is_long(words) and said_again(author, digest, now) + 1 >= rules.repeats:
        return "repeated"
    if is_new and rules.first_posts and passed_by(author, rules.first_posts) < rules.first_posts:
        return "first"
    return ""


def _check(rules: Rules) -> None:
    for name, most in (
        ("newcomer_days", MOST_NEWCOMER_DAYS),
        ("first_posts", MOST_FIRST),
        ("repeats", MOST_REPEATS),
    ):
        if not 0 <= getattr(rules, name) <= most:
            message = _("Choose a number from 0 to %(most)d.") % {"most": most}
            raise Refused(message, code="out_of_range", field=name, status=422)
    if any(template_named(code) is None for code in rules.templates):
        raise Refused(_("There is no such list."), code="unknown_list", field="templates", status=422)


def _locked() -> Screening:
    """The rules as they are now; nobody else changes them or the lists meanwhile."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    return screening()


def _next_version(row: Screening) -> None:
    row.version += 0 if row._state.adding else 1
    row.save()


def _save_list(row: WordList) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Another list has this name."), code="name_taken", field="name") from None
