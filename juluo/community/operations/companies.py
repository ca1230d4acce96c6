"""For which company somebody is in a circle of a trade."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.circles import CompanySaid
from juluo.community.models import COMPANY_LENGTH, JOB_LENGTH, Circle, CircleKind, CircleMember, Company
from juluo.community.operations.circles import locked_circle
from juluo.community.queries.circles import stay_of
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line


@transaction.atomic
def say_company(member: Member, circle: Circle, *, company: str, job: str) -> CircleMember:
    """Say for which company one is here, and what one does there; "" for none. The same again changes nothing.

    The first of a company's people brings it in. Refused outside of trades (`no_trade`) and to who does not belong.
    """
    name = clean_line(company, field="company", most=COMPANY_LENGTH, least=0)
    job = clean_line(job, field="job", most=JOB_LENGTH, least=0)
    circle = locked_circle(circle)
    stay = stay_of(member, circle.pk)
    if circle.kind != CircleKind.TRADE:
        raise Refused(_("Companies stand in circles of a trade only."), code="no_trade")
    if stay is None:
        raise Refused(_("Join the circle first."), code="not_inside", status=403)
    wanted = _company(circle, name) if name else None
    if (stay.company_id, stay.job) != (wanted.pk if wanted else None, job):
        stay.company, stay.job = wanted, job
        stay.save(update_fields=["company", "job"])
        record(CompanySaid(circle_id=circle.pk, member_id=member.pk, company_id=wanted.pk if wanted else None))
    return stay


def _company(circle: Circle, name: str) -> Company:
    """The one of this name, in whatever case; or a new one."""
    known: Company | None = Company.objects.filter(circle=circle, name__iexact=name).first()
    if known:
        return known
    made: Company = Company.objects.create(circle=circle, name=name, made_at=clock.now())
    return made
