from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.sharing.facts import PlanPublished
from juluo.sharing.models import Plan
from juluo.sharing.queries.touches import plan_at
from juluo.sharing.rules.compliance import Terms, check_terms


@transaction.atomic
def publish_plan(terms: Terms) -> Plan:
    """Put new terms in force for the orders placed from now on. The terms that are in force again change nothing.

    Refused with the article of law that stands against it: `too_many_layers`, `cap_too_high`; or if the terms make no
    sense: `bad_rate`, `bad_lifetime`, `bad_protection`, `bad_layers`.
    """
    now = clock.now()
    check_terms(terms, now.date())
    Space.objects.select_for_update().get(pk=acting_space_id())
    held = plan_at(now)
    if held and all(getattr(held, name) == value for name, value in asdict(terms).items()):
        return held
    last = Plan.objects.aggregate(last=Max("number"))["last"] or 0
    plan: Plan = Plan.objects.create(number=last + 1, from_at=now, **asdict(terms))
    record(PlanPublished(plan_id=plan.id, number=plan.number, rate_bp=plan.rate_bp))
    return plan
