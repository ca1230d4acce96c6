"""Qualities of a version: what its makers measured, a line each."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.models import Version
from juluo.ip.models.workpiece import QUALITY_LENGTH

MOST_QUALITIES, BEST = 12, 100
_LINE = re.compile(r"(?P<name>.*\S)\s+(?P<score>[0-9]{1,3})")

type Quality = tuple[str, int]


def qualities_in(text: str) -> list[Quality]:
    """Read lines like "Aroma 82". Refused with `bad_quality` if one does not end with its score."""
    return [_quality_in(line) for line in text.splitlines() if line.strip()]


def as_lines(qualities: Sequence[Quality]) -> str:
    """As `qualities_in` reads them."""
    return "\n".join(f"{name} {score}" for name, score in qualities)


def check_qualities(qualities: Sequence[Quality]) -> list[Quality]:
    """At most twelve, each named once and scored from 0 to 100."""
    cleaned = [(clean_line(name, field="qualities", most=QUALITY_LENGTH), score) for name, score in qualities]
    if len(cleaned) > MOST_QUALITIES or len({name for name, _score in cleaned}) < len(cleaned):
        message = _("Name at most %(most)d qualities, each of them once.") % {"most": MOST_QUALITIES}
        raise Refused(message, code="bad_quality", field="qualities", status=422)
    if any(not 0 <= score <= BEST for _name, score in cleaned):
        raise _no_score()
    return cleaned


def check_state(state: str) -> Version.State:
    if state not in Version.State.values:
        raise Refused(_("There is no such state."), code="unknown_state", field="state", status=422)
    return Version.State(state)


def _quality_in(line: str) -> Quality:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise _no_score()
    return found["name"], int(found["score"])


def _no_score() -> Refused:
    message = _("End each line with a score from 0 to 100.")
    return Refused(message, code="bad_quality", field="qualities", status=422)
