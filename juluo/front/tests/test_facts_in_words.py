import re

import pytest

from juluo.core.facts import Fact

OURS = sorted(
    name for name, kind in Fact.kinds.items() if ".tests." not in kind.__module__ and "testing" not in kind.__module__
)


@pytest.mark.parametrize("name", OURS)
def test_every_fact_is_told_in_words_from_its_own_fields(name):
    kind = Fact.kinds[name]
    assert str(kind.sentence)
    assert set(re.findall(r"%\((\w+)\)s", str(kind.sentence))) <= set(kind.__annotations__)
