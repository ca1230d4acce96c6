"""Every mail that the space sends, filled with made-up values, for whoever wants to see it before it is sent."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from juluo.core.letters import Letter, Line
from juluo.core.models import Space
from juluo.reach.channels.mail import letter_about, public_addresses
from juluo.reach.news import Channel, Kind, Law, Word, kinds

_SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail by its name; `law` says why it cannot be switched off, `by_default` whether it is sent unasked."""

    name: str
    label: Word
    by_default: bool
    law: Law | None
    kind: Kind | None


def samples() -> list[Sample]:
    sign_in = Sample(_SIGN_IN, _("Code to sign in"), by_default=True, law=None, kind=None)
    told = (
        Sample(each.key, each.label, Channel.MAIL in each.channels, each.laws.get(Channel.MAIL), each)
        for each in kinds()
    )
    return [sign_in, *told]


def sample_named(name: str) -> Sample | None:
    return next((each for each in samples() if each.name == name), None)


def letter_of(sample: Sample, *, space: Space, language: str) -> Letter:
    """The sample as it goes out in `language`."""
    with translation.override(language), public_addresses():
        if sample.kind is None:
            return _sign_in(space, language)
        return letter_about(sample.kind, sample.kind.sample, space=space, off="#")


def _sign_in(space: Space, language: str) -> Letter:
    return Letter(
        subject=_("Code to sign in"),
        paragraphs=[_("Type this code where you are signing in.")],
        code="T4X-9QP",
        language=language,
        name=space.name,
        footer=[Line(_("If you did not ask for it, do nothing."))],
    )
