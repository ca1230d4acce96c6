import pytest

from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.ip.models import Persona, Story
from juluo.ip.operations.persona import PersonaWords, describe_persona, tell_story

WORDS = PersonaWords(
    name="山野茶事", kind="person", human_author="林一", tagline="慢一点", beliefs=["先有人", " 先有人", "", "说真话"]
)


def test_the_persona_is_described_once_and_then_changed(space):
    described = describe_persona(WORDS)
    describe_persona(WORDS)

    assert Persona.objects.get() == described
    assert described.beliefs == ["先有人", "说真话"]
    changed = FactRow.objects.filter(name="PersonaChanged").order_by("-id")[0].data["changed"]
    assert set(changed) == {"human_author", "tagline", "beliefs"}
    assert FactRow.objects.filter(name="PersonaChanged").count() == 2  # founding made the first


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "ghost"}, "kind"),
        ({"human_author": " "}, "human_author"),
        ({"beliefs": [str(each) for each in range(8)]}, "beliefs"),
        ({"beliefs": ["b" * 121]}, "beliefs"),
        ({"origin": "o" * 2001}, "origin"),
    ],
)
def test_a_persona_without_name_kind_or_author_is_refused(space, changed, field):
    said = {name: getattr(WORDS, name) for name in ("name", "kind", "human_author", "beliefs", "origin")}
    with pytest.raises(Refused) as refusal:
        describe_persona(PersonaWords(**(said | changed)))
    assert refusal.value.field == field


def test_a_story_is_told_and_told_anew(space):
    tell_story("一座山", "从前有座山。")
    tell_story("一座山", "从前有座山。")
    tell_story("一座山", "山里有茶。")

    assert Story.objects.get().text == "山里有茶。"
    assert FactRow.objects.filter(name="StoryTold").count() == 2
