from django.utils.translation import gettext_lazy as _

from juluo.community.models import Acceptance, Admission
from juluo.core.holdings import Holding, hold

hold(
    Holding(
        model=Admission,
        title=_("Admission"),
        shown=["entrance__name", "at"],
        erased={"visitor": None},
        why=_("Through which entrance somebody came is counted, under a pseudonym."),
    ),
    Holding(
        model=Acceptance,
        title=_("Covenant"),
        shown=["covenant__number", "at"],
        why=_("It proves what was agreed."),
    ),
)
