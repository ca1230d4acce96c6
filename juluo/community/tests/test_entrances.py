import pytest

from juluo.community.models import Entrance
from juluo.community.operations.entrances import close_entrance, make_entrance, reopen_entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core.models import FactRow
from juluo.core.refusals import Refused


def test_an_entrance_gets_a_code_of_its_own(space):
    first, second = (make_entrance("Shop window", kind="qr") for _ in range(2))

    assert len({first.code, second.code}) == 2
    assert len(first.code) == 8
    assert FactRow.objects.filter(name="EntranceMade", subject_id=first.id).exists()


@pytest.mark.parametrize(
    ("kind", "code"),
    [(each, "standing") for each in ("direct", "share", "import")] + [(each, "unknown_kind") for each in ("back", "")],
)
def test_standing_kinds_and_unknown_ones_are_refused(space, kind, code):
    with pytest.raises(Refused, check=lambda refusal: (refusal.code, refusal.field) == (code, "kind")):
        make_entrance("Another", kind=kind)


def test_an_entrance_closes_and_opens_again(space):
    entrance = make_entrance("Tasting", kind="event")

    close_entrance(entrance)
    close_entrance(entrance)
    assert Entrance.objects.get(pk=entrance.pk).closed_at
    reopen_entrance(entrance)
    reopen_entrance(entrance)

    assert Entrance.objects.get(pk=entrance.pk).closed_at is None
    said = FactRow.objects.filter(subject_id=entrance.id).order_by("id").values_list("name", flat=True)
    assert list(said) == ["EntranceMade", "EntranceClosed", "EntranceReopened"]


def test_a_standing_entrance_stays_open(space):
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "standing"):
        close_entrance(standing_entrance(Entrance.Kind.DIRECT))
