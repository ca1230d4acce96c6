from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.facts.desk import ColleagueIntroduced, ColleagueTakenOut
from juluo.ip.models import Colleague

ROLE_LENGTH, SENTENCE_LENGTH, HUMAN_LENGTH, LAST_POSITION = 40, 160, 60, 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """How readers know a colleague: role, a sentence, who really writes if the name is invented, and place."""

    role: str
    sentence: str = ""
    human: str = ""
    position: int = 1

    def cleaned(self) -> "Introduction":
        if not 1 <= self.position <= LAST_POSITION:
            raise Refused(_("Choose a place between 1 and 999."), code="no_such_place", field="position", status=422)
        return Introduction(
            role=clean_line(self.role, field="role", most=ROLE_LENGTH),
            sentence=clean_line(self.sentence, field="sentence", most=SENTENCE_LENGTH, least=0),
            human=clean_line(self.human, field="human", most=HUMAN_LENGTH, least=0),
            position=self.position,
        )


@transaction.atomic
def introduce_colleague(member: Member, said: Introduction) -> Colleague:
    """Show the member among the people behind the IP, with a role, on About and beside what they write.

    Said anew it replaces what was said; the same changes nothing. Refused: `gone` for who left or was banned.
    """
    told = asdict(said.cleaned())
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.left_at or member.banned_at:
        raise Refused(_("This member is not here any more."), code="gone")
    row = Colleague.objects.filter(member=member).first() or Colleague(member=member)
    if all(getattr(row, name) == value for name, value in told.items()):
        return row
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    renew_pages()
    record(ColleagueIntroduced(member_id=member.pk, role=row.role))
    return row


@transaction.atomic
def take_out_colleague(member: Member) -> None:
    """Show the member no longer among the people behind the IP. Who is not among them stays so."""
    gone, _rows = Colleague.objects.filter(member=member).delete()
    if gone:
        renew_pages()
        record(ColleagueTakenOut(member_id=member.pk))
