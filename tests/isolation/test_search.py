"""Search finds nothing of another space, by whichever door it is asked."""

import pytest

from juluo.core.search.index import rebuild
from juluo.core.spaces import acting_in
from juluo.ip.tests.factories import make_post
from juluo.mall.tests.factories import make_variant
from juluo.testing.isolation.world import CANARY, OURS

DOORS = ["/search/?q={}", "/mall/?q={}", "/studio/search/?q={}", "/api/v1/search?q={}"]


@pytest.fixture
def spoken(world, mei, wu):
    """Both spaces say something that every door of search leads to."""
    for space, who, word in ((world.theirs, wu, CANARY), (world.ours, mei, OURS)):
        with acting_in(space):
            make_post(who, f"{word}post", word)
            make_variant(title=f"{word}product")
            list(rebuild())
    return world


@pytest.mark.parametrize("role", ["guest", "member", "staff"])
def test_no_door_of_search_leads_to_another_space(spoken, asker, askers_over_there, role):
    someone, over_there = asker(role), askers_over_there[-1]
    for door in DOORS:
        ours, theirs = (door.format(word[:-2]) for word in (OURS, CANARY))
        assert not spoken.their_tokens.search(someone.ask("GET", theirs).text)

        assert spoken.their_tokens.search(over_there.ask("GET", theirs).text)  # the control: it is there to be found
        if role == "staff" or "studio" not in door:
            assert f"{OURS}p" in someone.ask("GET", ours).text
