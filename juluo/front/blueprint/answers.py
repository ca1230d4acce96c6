"""The answers of the blueprint. Each is one verb in one transaction: it says to the pillars what the owner said.

Nothing is kept of an answer but what it configures, so the blueprint never differs from the space.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from juluo.community.models import Covenant, Entrance
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.entrances import ensure_entrance
from juluo.community.operations.look import dress_space
from juluo.community.operations.space import rename_space
from juluo.core import clock
from juluo.core.models import Media, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ip.operations.examples import discard_example_posts, write_example_posts
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story
from juluo.ip.queries.posts import persona as the_persona
from juluo.mall.operations.examples import archive_example_products, write_example_product
from juluo.sharing.models import Plan
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.queries.plans import plan_at
from juluo.sharing.rules.compliance import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom the space is: in one sentence, and the story of what they lack and would miss."""

    tagline: str
    title: str
    text: str


@transaction.atomic
def settle_audience(said: Audience, asker: Member) -> None:
    """Say for whom the space is: it stands under the persona's name, and as the story."""
    _describe(replace(known_words(asker), tagline=said.tagline))
    tell_story(said.title, said.text)


@transaction.atomic
def settle_scene(name: str, kind: str) -> Entrance:
    """Open the entrance through which people come first."""
    return ensure_entrance(name, kind=kind)


@transaction.atomic
def settle_persona(words: PersonaWords, asker: Member) -> None:
    """Say who speaks here. What the form does not ask for stays."""
    asked = {name: getattr(words, name) for name in ("name", "kind", "human_author", "beliefs")}
    _describe(replace(known_words(asker), **asked))


@transaction.atomic
def settle_look(name: str, *, brand: str, mood: str, logo: Media | None) -> None:
    """Name the space and dress it."""
    dress_space(brand=brand, mood=mood, logo=logo)
    rename_space(name)


@transaction.atomic
def settle_covenant(text: str) -> Covenant:
    return publish_covenant(text)


@transaction.atomic
def settle_commission(rate_bp: int) -> Plan:
    """Let sharing earn `rate_bp` basis points; the other terms stay. Refused with the article of law above the cap."""
    held = plan_at(clock.now())
    known = {name: getattr(held, name) for name in _KEPT_TERMS} if held else {}
    terms = Terms(rate_bp=rate_bp, **known)
    try:
        return publish_plan(replace(terms, cap_bp=max(terms.cap_bp, rate_bp)))
    except Refused as refusal:
        raise Refused(refusal.message, code=refusal.code, field="rate", status=refusal.status) from None


@transaction.atomic
def lay_out_examples(author: Member) -> None:
    """Put in starter content as drafts, each marked as an example. What is there already is not made again."""
    write_example_posts(author)
    write_example_product()


@transaction.atomic
def clear_examples() -> int:
    """Take out all drafts still marked as examples, and say how many. What was made one's own stays."""
    return discard_example_posts() + archive_example_products()


def known_words(asker: Member) -> PersonaWords:
    """What the persona says now; a space made by hand has none and begins with its name and the asker's."""
    known = the_persona()
    if known is None:
        name = Space.objects.values_list("name", flat=True).get(pk=acting_space_id())
        return PersonaWords(name=name, kind="person", human_author=asker.name)
    return PersonaWords.of(known)


def _describe(words: PersonaWords) -> None:
    known = the_persona()
    describe_persona(words, portrait=known.portrait if known else None)


_KEPT_TERMS = ("cap_bp", "layers", "self_purchase", "protected_days", "lifetime_days")
