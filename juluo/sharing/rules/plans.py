from datetime import timedelta
from typing import Any

from juluo.sharing.models import Plan
from juluo.sharing.rules.attribution import Policy


def policy_of(plan: Plan) -> Policy:
    return Policy(
        protected=timedelta(days=plan.protected_days),
        lifetime=timedelta(days=plan.lifetime_days),
        self_purchase=plan.self_purchase,
    )


def snapshot_of(policy: Policy) -> dict[str, Any]:
    """The policy as a binding keeps it."""
    return {
        "protected_days": policy.protected.days,
        "lifetime_days": policy.lifetime.days,
        "self_purchase": policy.self_purchase,
    }
