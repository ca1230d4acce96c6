"""Who brought whom."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.sharing.facts import BindingMade
from juluo.sharing.models import Binding
from juluo.sharing.queries.plans import policies_until
from juluo.sharing.queries.touches import touches_by
from juluo.sharing.rules.attribution import Bound, Touched, bonds_of
from juluo.sharing.rules.plans import snapshot_of

REASON_LENGTH = 300


@transaction.atomic
def bind(member: Member) -> Binding | None:
    """Bring the member's binding up to what their touches say by now; the binding that holds, or None.

    Doing it again changes nothing. A binding that would close a circle is not made: the database refuses it.
    """
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    now = clock.now()
    bonds = bonds_of(touches_by(member.id, now), buyer_id=member.id, policies=policies_until(now))
    held = Binding.objects.current().filter(member=member).first()
    if not bonds or bonds[-1].expires_at <= now or (held and _is(held, bonds[-1].touch)):
        return held if held and held.expires_at > now else None
    try:
        with transaction.atomic():
            return _write(member, bonds[-1], held, reason="")
    except IntegrityError:
        return held


@transaction.atomic
def rebind(member: Member, sharer: Member, *, reason: str) -> Binding:
    """Staff bind the member to another sharer from now on, for a reason that is kept (and audited).

    Orders placed before keep their attribution. Refused: `self_binding`, `circle`, `paused`.
    """
    reason = clean_line(reason, field="reason", most=REASON_LENGTH)
    if member.pk == sharer.pk:
        raise Refused(_("Nobody is bound to themselves."), code="self_binding", field="sharer")
    if sharer.left_at or sharer.banned_at:
        raise Refused(_("This sharer has left or is banned."), code="paused", field="sharer")
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    now = clock.now()
    held = Binding.objects.current().filter(member=member).first()
    if held and held.by_staff and held.sharer_id == sharer.pk and held.expires_at > now:
        return held
    policy = policies_until(now).at(now)
    bond = Bound(Touched(now, sharer.pk, by_staff=True), policy, now + policy.protected, now + policy.lifetime)
    try:
        with transaction.atomic():
            return _write(member, bond, held, reason=reason)
    except IntegrityError:
        message = _("The member has brought this sharer, directly or through others. A circle is not possible.")
        raise Refused(message, code="circle", field="sharer") from None


def _is(binding: Binding, touched: Touched) -> bool:
    return (binding.sharer_id, binding.touched_at) == (touched.sharer_id, touched.at)


def _write(member: Member, bond: Bound, held: Binding | None, *, reason: str) -> Binding:
    touched = bond.touch
    bound_at = max(touched.effective_at, held.bound_at) if held else touched.effective_at
    if held:
        held.replaced_at = bound_at
        held.save(update_fields=["replaced_at"])
    binding = Binding(
        member=member,
        sharer_id=touched.sharer_id,
        link_id=touched.link_id,
        by_staff=touched.by_staff,
        reason=reason,
        policy=snapshot_of(bond.policy),
        touched_at=touched.at,
        bound_at=bound_at,
        protected_until=bond.protected_until,
        expires_at=bond.expires_at,
    )
    binding.save(force_insert=True)
    why = reason or "touch"
    record(BindingMade(member_id=member.id, sharer_id=touched.sharer_id, link_id=touched.link_id, reason=why))
    return binding
