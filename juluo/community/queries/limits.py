"""What a space can bear: the limit proposed for its entrances."""

from django.db.models import Q

from juluo.community.models import Circle, CircleMember, CircleRole
from juluo.community.queries.applications import median_first_answer
from juluo.community.rules.capacity import Proposal, proposed_limit
from juluo.core.models import Member, Staff


def limit_proposed() -> Proposal:
    """From who meets newcomers now and how soon applicants heard from a person in the last 90 days."""
    return proposed_limit(hosts=max(1, hosts()), answer=median_first_answer())


def hosts() -> int:
    """People here who meet newcomers: staff who may write to members, and who leads or helps a standing circle."""
    allowed = Q(role__permissions__contains=["members.write"]) | Q(role__permissions__contains=["*"])
    staff = Staff.objects.filter(allowed).values("member_id")
    leads = CircleMember.objects.filter(
        left_at=None, role__in=[CircleRole.LEAD, CircleRole.HELPER], circle__in=Circle.objects.standing()
    ).values("member_id")
    return Member.objects.present().filter(Q(pk__in=staff) | Q(pk__in=leads)).count()
