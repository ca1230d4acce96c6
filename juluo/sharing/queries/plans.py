"""Versions of the plan, and the policies that follow from them."""

from datetime import datetime

from django.db.models import QuerySet

from juluo.sharing.models import Plan
from juluo.sharing.rules.attribution import Policies
from juluo.sharing.rules.plans import policy_of


def plan_at(moment: datetime) -> Plan | None:
    """The version of the plan in force at `moment`, if any was published by then."""
    plan: Plan | None = Plan.objects.filter(from_at__lte=moment).order_by("-from_at", "-number").first()
    return plan


def plans_latest_first() -> QuerySet[Plan]:
    return Plan.objects.order_by("-number")


def policies_until(moment: datetime) -> Policies:
    plans = Plan.objects.filter(from_at__lte=moment).order_by("from_at", "number")
    return Policies(tuple((plan.from_at, policy_of(plan)) for plan in plans))
