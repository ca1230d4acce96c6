from juluo.sharing.models.attribution import Attribution, Consideration, Verdict
from juluo.sharing.models.binding import Binding
from juluo.sharing.models.commission import Commission, CommissionState
from juluo.sharing.models.link import ShareLink, Touch
from juluo.sharing.models.plan import Plan
from juluo.sharing.models.source import Source

__all__ = [
    "Attribution",
    "Binding",
    "Commission",
    "CommissionState",
    "Consideration",
    "Plan",
    "ShareLink",
    "Source",
    "Touch",
    "Verdict",
]
