import threading

import pytest
from django.db import connection

from juluo.community.models import Acceptance, Covenant
from juluo.community.operations.covenants import accept_covenant, publish_covenant
from juluo.community.operations.members import ban_member, leave_space
from juluo.community.queries.doors import current_covenant, has_accepted_current
from juluo.core.models import FactRow, Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.taking_part import ensure_may_take_part


def refused(code):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def test_a_new_version_asks_everyone_to_accept_again(space, lin):
    assert has_accepted_current(lin)
    ensure_may_take_part(lin)

    covenant = publish_covenant("Be kinder.\r\n")

    assert (covenant.number, covenant.text) == (2, "Be kinder.")
    assert Space.objects.get().pages_version > space.pages_version
    with refused("covenant_not_accepted"):
        ensure_may_take_part(lin)

    accept_covenant(lin, covenant)
    accept_covenant(lin, covenant)
    ensure_may_take_part(lin)
    assert Acceptance.objects.filter(member=lin, covenant=covenant).count() == 1
    assert FactRow.objects.filter(name="CovenantAccepted", subject_id=lin.id, data__version=2).count() == 1


def test_publishing_the_same_words_changes_nothing(lin):
    publish_covenant(current_covenant().text)

    assert Covenant.objects.count() == 1
    assert has_accepted_current(lin)


def test_an_old_version_cannot_be_accepted(lin):
    old = current_covenant()
    publish_covenant("Be kinder.")

    with refused("covenant_changed"):
        accept_covenant(lin, old)


@pytest.mark.parametrize("text", ["", " \n ", "a" * 20_001])
def test_a_covenant_says_something_that_can_be_read(space, text):
    with pytest.raises(Refused, check=lambda refusal: refusal.field == "text"):
        publish_covenant(text)


def test_two_versions_published_at_once_are_two(space):
    together = threading.Barrier(2)

    def run(text):
        with acting_in(space):
            together.wait()
            publish_covenant(text)
        connection.close()

    threads = [threading.Thread(target=run, args=[text]) for text in ("Be kinder.", "Be braver.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Covenant.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_banned_and_those_who_left_take_no_part(lin, mei):
    leave_space(lin)
    with refused("left"):
        ensure_may_take_part(Member.objects.get(pk=lin.pk))
    ban_member(lin, reason="Spam")
    with refused("banned"):
        ensure_may_take_part(Member.objects.get(pk=lin.pk))
    with refused("banned"):
        accept_covenant(Member.objects.get(pk=lin.pk), current_covenant())
