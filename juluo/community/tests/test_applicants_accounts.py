"""What is held of people who applied goes with them: copied, moved, and erased, member or not."""

import json
from datetime import timedelta

import pytest

from juluo.community.models import Application, Enclosure
from juluo.community.operations.admitting import admit_applicant, ask_applicant
from juluo.community.operations.enclosures import hand_in
from juluo.community.tests.doors import TEA, applies, asking, cup_file, somebody
from juluo.core import clock
from juluo.core.accounts.closing import begin_closing, erase_member, erase_who_is_due
from juluo.core.accounts.merging import merge_logins
from juluo.core.models import Closing, Member, User
from juluo.core.spaces import acting_in


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_who_is_no_member_takes_their_applications_along(client_of, hao, other_space):
    ask_applicant(applies(hao, asking(TEA), {"tea": "Green"}), "Why green?")
    with acting_in(other_space):
        applies(somebody("Bo"), asking(TEA), {"tea": "Black"})

    told = client_of(hao).post("/accounts/data/")

    (copied,) = json.loads(told.content)["spaces"]
    assert (copied["slug"], copied["member"]) == ("shanye", None)
    (row,) = copied["held"]["community.application"]
    assert (row["answers"], row["inquiries"][0]["question"]) == ({"tea": "Green"}, "Why green?")


def test_closing_an_account_forgets_who_only_applied(space, hao, media):
    door = asking(TEA)
    applies(hao, door, {"tea": "Green"})
    applies(somebody("Bo"), door, {"tea": "Black"})
    hand_in(hao, door, cup_file())
    begin_closing(hao)
    Closing.objects.update(due_at=clock.now() - timedelta(seconds=1))

    erase_who_is_due()

    assert not User.objects.filter(pk=hao.pk).exists()
    assert list(Application.objects.values_list("name", flat=True)) == ["Bo"]
    assert list(media.rglob("*.webp")) == []


def test_erasing_a_member_erases_what_they_answered(space, hao):
    application = admit_applicant(applies(hao, asking(TEA), {"tea": "Green"}))
    erase_member(Member.objects.get(user=hao))
    assert not Application.objects.filter(pk=application.pk).exists()


def test_merging_two_logins_takes_applications_along(space, hao):
    keep, first, second = somebody("Keep"), asking(TEA), asking(TEA)
    stays = applies(keep, first, {"tea": "Green"})
    ends = applies(hao, first, {"tea": "Black"})
    moves = applies(hao, second, {"tea": "Black"})
    hand_in(hao, second, cup_file())
    merge_logins(keep, hao)

    found = {each.pk: (each.user_id, each.state) for each in Application.objects.all()}
    assert found == {
        stays.pk: (keep.pk, "sent"), ends.pk: (keep.pk, "withdrawn"), moves.pk: (keep.pk, "sent"),
    }  # fmt: skip
    assert Enclosure.objects.get().user_id == keep.pk
