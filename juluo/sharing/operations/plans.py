from dataclasses import asdict

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.spaces import acting_space_id
from juluo.sharing.facts import PlanPublished
from juluo.sharing.models import Plan
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
    held: Plan | None = Plan.objects.order_by("-number").first()
    if held and all(getattr(held, name) == value for name, value in asdict(terms).items()):
        return held
    # Whoever waited for the lock may have begun before those whom they waited for.
    begins = max(now, held.from_at) if held else now
    plan: Plan = Plan.objects.create(number=held.number + 1 if held else 1, from_at=begins, **asdict(terms))
    record(PlanPublished(plan_id=plan.id, number=plan.number, rate_bp=plan.rate_bp))
    return plan
