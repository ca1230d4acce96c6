import pytest
from django.db import transaction

from juluo.community.models import Acceptance, Admission, Covenant, Entrance
from juluo.community.operations.founding import found_space
from juluo.core.models import Member, Role, Space
from juluo.core.people import all_permissions, permissions_of
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Persona


def test_a_new_space_has_its_owner_roles_entrances_covenant_and_persona(hao):
    made = found_space(slug="tea", name="  Tea   House ", owner=hao, currency="HKD")

    with acting_in(made):
        owner = Member.objects.get(user=hao)
        assert (made.name, made.currency, owner.rung) == ("Tea House", "HKD", "fan")
        assert permissions_of(owner.id) == all_permissions()
        assert Role.objects.count() == 6
        assert set(Entrance.objects.values_list("code", "kind")) == {
            ("direct", "direct"), ("share", "share"), ("import", "import"),
        }  # fmt: skip
        assert Acceptance.objects.get().covenant == Covenant.objects.get(number=1)
        assert Admission.objects.get().entrance.kind == "direct"
        assert (Persona.objects.get().name, Persona.objects.get().human_author) == ("Tea House", "Hao")


@pytest.mark.parametrize("slug", ["", "a", "Tea", "-tea", "tea-", "te--a", "茶", "a" * 41, "t\0ea", "@tea"])
def test_an_address_that_no_url_can_carry_is_refused(hao, slug):
    with pytest.raises(Refused) as refusal:
        found_space(slug=slug, name="Tea", owner=hao)

    assert refusal.value.code == "bad_slug"
    assert not Space.objects.exists()


@pytest.mark.parametrize("currency", ["", "cny", "YUAN", "PTS", "¥"])
def test_a_currency_that_is_none_is_refused(hao, currency):
    with pytest.raises(Refused) as refusal:
        found_space(slug="tea", name="Tea", owner=hao, currency=currency)

    assert refusal.value.code == "bad_currency"


def test_a_taken_address_is_refused_and_leaves_nothing(space, hao):
    with pytest.raises(Refused) as refusal:
        found_space(slug=space.slug, name="Another", owner=hao)

    assert (refusal.value.code, refusal.value.field) == ("slug_taken", "slug")
    assert Space.objects.get() == space
    assert not Member.objects.filter(user=hao).exists()


def test_a_founding_that_fails_at_the_end_leaves_nothing(hao):
    with pytest.raises(Refused):
        found_space(slug="tea", name="Tea", owner=hao, kind="ghost")

    assert not Space.objects.exists()


def test_a_space_is_founded_in_no_open_transaction(hao):
    with transaction.atomic(), pytest.raises(RuntimeError):
        found_space(slug="tea", name="Tea", owner=hao)
