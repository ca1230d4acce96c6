from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.picture_fields import PictureForm, PictureInput
from juluo.ip.models import Persona, Story
from juluo.ip.operations.persona import PersonaWords
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH


class PersonaForm(PictureForm):
    picture_name = "portrait"

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Persona.Kind.choices)
    human_author = forms.CharField(
        label=_("The person behind it"), max_length=60, help_text=_("A real name, also when the voice is invented.")
    )
    tagline = forms.CharField(label=_("In one sentence"), max_length=120, required=False)
    beliefs = forms.CharField(
        label=_("What it believes"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence a line, seven at most."),
    )
    origin = forms.CharField(
        label=_("Where it comes from"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    timeline = forms.CharField(
        label=_("What happened so far"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A moment a line, thirty at most, each beginning with when: “2009 The first harvest.”"),
    )
    tone = forms.CharField(
        label=_("How it speaks"),
        max_length=200,
        required=False,
        help_text=_("Like “plainly, and never louder than the tea”."),
    )
    contact = forms.CharField(
        label=_("Where help is found"),
        max_length=200,
        required=False,
        help_text=_("For questions about orders: a telephone number, hours, an address."),
    )
    portrait = forms.FileField(label=_("Portrait"), required=False, widget=PictureInput)

    @staticmethod
    def of(persona: Persona | None) -> dict[str, Any]:
        said = asdict(PersonaWords.of(persona)) if persona else {}
        return said | {name: "\n".join(said.get(name, [])) for name in ("beliefs", "timeline")}

    def words(self) -> PersonaWords:
        said = {each.name: self.cleaned_data[each.name] for each in fields(PersonaWords)}
        return PersonaWords(**said | {name: said[name].splitlines() for name in ("beliefs", "timeline")})


class StoryForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("Story"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 18}), help_text=_("In Markdown.")
    )

    @staticmethod
    def of(story: Story | None) -> dict[str, Any]:
        return {"title": story.title, "text": story.text} if story else {}
