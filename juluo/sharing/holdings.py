from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.sharing.models import Attribution, Binding, Commission, Consideration, ShareLink, Source, Touch

_CREDIT = _("Who brought whom stays, under pseudonyms: others' commissions stand on it.")

hold(
    Holding(
        model=ShareLink,
        title=_("Share links"),
        member="sharer",
        shown=["code", "target", "made_at", "expires_at", "revoked_at"],
        why=_CREDIT,
    ),
    Holding(
        model=Touch,
        title=_("Opened links"),
        shown=["link__code", "at"],
        why=_CREDIT,
    ),
    Holding(
        model=Source,
        title=_("Where you first arrived"),
        shown=["content", "link__code", "last_content", "last_link__code", "arrived_at", "joined_at"],
        why=_CREDIT,
    ),
    Holding(model=Source, title=_("Arrivals at your posts"), member="author"),
    Holding(model=Source, title=_("Who joined after reading you"), member="last_author"),
    Holding(model=ShareLink, title=_("Links to your posts"), member="author"),
    Holding(model=Binding, title=_("Bound to"), shown=["bound_at", "protected_until", "expires_at", "replaced_at"]),
    Holding(model=Binding, title=_("Brought"), member="sharer", shown=["bound_at", "expires_at", "replaced_at"]),
    Holding(model=Attribution, title=_("Credited orders"), member="sharer", shown=["reason", "placed_at"]),
    Holding(model=Consideration, title=_("Considered orders"), member="sharer", shown=["verdict", "touched_at"]),
    Holding(
        model=Commission,
        title=_("Commissions"),
        member="payee",
        shown=["minor", "currency", "pending_minor", "available_minor", "made_at", "available_at", "paid_at"],
        why=_("The books are kept as accounting law demands, under a pseudonym."),
    ),
)
