from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.sharing.models import Attribution, Binding, Consideration, Touch
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.operations.bindings import bind, rebind
from juluo.sharing.tests.shop import join, opens, order, share
from juluo.testing.jobs import run_tasks


def row(member, sharer):
    now = clock.now()
    times = dict.fromkeys(["touched_at", "bound_at", "protected_until"], now)
    return Binding(member=member, sharer=sharer, expires_at=now + clock.now().resolution * 10**12, **times)


def test_binding_twice_is_binding_once(lin, buyer):
    opens(buyer, share(lin))
    run_tasks(times=2)
    assert bind(buyer) == Binding.objects.get()
    assert FactRow.objects.filter(name="BindingMade").count() == 1
    assert Binding.objects.get().policy == {"protected_days": 30, "lifetime_days": 365, "self_purchase": False}


def test_without_touches_nobody_is_bound(buyer):
    assert bind(buyer) is None


def test_the_database_refuses_a_circle_of_three(lin, mei, buyer):
    row(buyer, lin).save()
    row(lin, mei).save()
    with pytest.raises(IntegrityError, match="closes a circle"):
        row(mei, buyer).save()
    row(mei, join("Other")).save()


def test_the_database_refuses_oneself_and_a_second_binding(lin, mei, buyer):
    with pytest.raises(IntegrityError, match=r"binding_not_to_oneself|closes a circle"):
        row(buyer, buyer).save()
    row(buyer, lin).save()
    with pytest.raises(IntegrityError, match="binding_one_current"):
        row(buyer, mei).save()


def test_two_bindings_that_close_a_circle_at_once_do_not_both_pass(space, lin, buyer):
    ready, failures = Barrier(2), []

    def write(member, sharer):
        with acting_in(space):
            ready.wait()
            try:
                with transaction.atomic():
                    row(member, sharer).save()
            except IntegrityError as failure:
                failures.append(failure)
        connections.close_all()

    threads = [Thread(target=write, args=pair) for pair in ((lin, buyer), (buyer, lin))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Binding.objects.count(), len(failures)) == (1, 1)


def test_staff_rebind_for_a_reason_and_it_is_audited(lin, mei, buyer, tea):
    opens(buyer, share(lin))
    run_tasks()
    before = attribute_order(order(buyer, tea))
    with acting_as(Actor(mei.id, staff=True)):
        rebind(buyer, mei, reason="Came with Mei to the tasting")
        rebind(buyer, mei, reason="Came with Mei to the tasting")

    assert Binding.objects.current().get().sharer == mei
    audited = FactRow.objects.get(name="BindingMade", by_staff=True)
    assert (audited.actor_id, audited.data["reason"]) == (mei.id, "Came with Mei to the tasting")
    assert attribute_order(order(buyer, tea)).sharer == mei
    assert Attribution.objects.get(pk=before.pk).sharer == lin
    assert bind(buyer).sharer == mei


@pytest.mark.parametrize(("sharer", "code"), [("buyer", "self_binding"), ("brought", "circle")])
def test_a_rebinding_to_oneself_or_in_a_circle_is_refused(sharer, code, buyer):
    brought = join("Brought")
    opens(brought, share(buyer))
    run_tasks()
    with pytest.raises(Refused) as refusal:
        rebind(buyer, {"buyer": buyer, "brought": brought}[sharer], reason="why not")
    assert refusal.value.code == code
    assert Binding.objects.count() == 1


def test_touches_and_attributions_never_change(lin, buyer, tea):
    opens(buyer, share(lin))
    attribute_order(order(buyer, tea))
    for rows in (Touch.objects.all(), Consideration.objects.all()):
        with pytest.raises(Exception, match=r"append-only|permission denied"):
            rows.delete()
    with pytest.raises(IntegrityError, match="append-only"):
        Attribution.objects.update(sharer=None)
