"""The way through the blueprint: audience → scene → IP → super-users, through its six modules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juluo.core.media import keep_picture
from juluo.core.models import Media, Member, Space
from juluo.front.blueprint import answers, current, forms
from juluo.front.blueprint.offer import FirstOffer, settle_offer, settle_rung_prices
from juluo.front.queries.beginning import what_there_is
from juluo.ip.operations.persona import PersonaWords

type Answer = Callable[[forms.StepForm, Space, Member], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen. `made` names what the space has once it is answered; `shown` what the phone shows of each field."""

    key: str
    module: Promise
    title: Promise
    note: Promise
    permissions: frozenset[str]
    form: type[forms.StepForm]
    now: Callable[[Space, Member], dict[str, Any]]
    answer: Answer
    made: tuple[str, ...]
    shown: Mapping[str, str] = field(default_factory=dict)


def step_named(key: str) -> Step | None:
    return next((step for step in STEPS if step.key == key), None)


def neighbours(step: Step) -> tuple[Step | None, Step | None]:
    """The step before and the step after."""
    place = STEPS.index(step)
    return (STEPS[place - 1] if place else None), (STEPS[place + 1] if place + 1 < len(STEPS) else None)


def steps_answered() -> dict[str, bool]:
    """Which steps have left something real, in one query."""
    has = what_there_is(name for step in STEPS for name in step.made)
    return {step.key: all(has[name] for name in step.made) for step in STEPS}


def first_open(answered: Mapping[str, bool]) -> Step | None:
    return next((step for step in STEPS if not answered[step.key]), None)


def _audience(form: forms.StepForm, _space: Space, asker: Member) -> None:
    answers.settle_audience(answers.Audience(**form.cleaned_data), asker)


def _scene(form: forms.StepForm, _space: Space, _asker: Member) -> None:
    answers.settle_scene(form.cleaned_data["name"], form.cleaned_data["kind"])


def _persona(form: forms.StepForm, _space: Space, asker: Member) -> None:
    said = form.cleaned_data
    answers.settle_persona(PersonaWords(**(said | {"beliefs": said["beliefs"].splitlines()})), asker)


def _look(form: forms.StepForm, space: Space, asker: Member) -> None:
    said = form.cleaned_data
    logo: Media | None = Media.objects.filter(pk=space.logo_id).first() if space.logo_id else None
    if upload := said["logo"]:
        logo = keep_picture(upload, alt=said["name"], member=asker, field="logo")
    answers.settle_look(said["name"], brand=said["brand"], mood=said["mood"], logo=logo)


def _covenant(form: forms.StepForm, _space: Space, _asker: Member) -> None:
    answers.settle_covenant(form.cleaned_data["text"])


def _offer(form: forms.StepForm, _space: Space, _asker: Member) -> None:
    said = dict(form.cleaned_data)
    settle_offer(FirstOffer(price_minor=said.pop("price"), **said))


@transaction.atomic
def _super_users(form: forms.StepForm, _space: Space, _asker: Member) -> None:
    assert isinstance(form, forms.SuperUsersForm)  # noqa: S101 - the table below says so
    settle_rung_prices(form.prices())
    rate_bp = form.rate_bp()
    if rate_bp is not None:
        answers.settle_commission(rate_bp)


STEPS = (
    Step(key="audience", module=pgettext_lazy("blueprint", "Audience"), title=_("For whom is it?"),
         note=_("People who share a trouble. Everything else follows from them."),
         permissions=frozenset({"content.write"}), form=forms.AudienceForm, now=current.audience_now,
         answer=_audience, made=("audience", "story"), shown={"tagline": "tagline", "title": "story"}),
    Step(key="scene", module=pgettext_lazy("blueprint", "Entrance"), title=_("Where do they come in?"),
         note=_("An entrance is a link with a code to print. Later you see who came through it, bought and stayed."),
         permissions=frozenset({"members.write"}), form=forms.SceneForm, now=current.scene_now,
         answer=_scene, made=("entrance",)),
    Step(key="persona", module=pgettext_lazy("blueprint", "IP"), title=_("Who speaks, and what for?"),
         note=_("Nobody trusts a shop. They trust somebody who stands for something."),
         permissions=frozenset({"content.write"}), form=forms.PersonaForm, now=current.persona_now,
         answer=_persona, made=("beliefs",), shown={"name": "persona", "beliefs": "beliefs"}),
    Step(key="look", module=pgettext_lazy("blueprint", "Carrier"), title=_("What does it look like?"),
         note=_("One colour and a logo do. All pages, cards and mails wear them, and stay readable."),
         permissions=frozenset({"settings.write"}), form=forms.LookForm, now=current.look_now,
         answer=_look, made=("look",), shown={"name": "space_name", "brand": "brand", "mood": "mood"}),
    Step(key="covenant", module=pgettext_lazy("blueprint", "Culture"), title=_("What do you agree upon?"),
         note=_("A covenant is in force already. Put it into your own words: people accept it when they join."),
         permissions=frozenset({"settings.write"}), form=forms.CovenantForm, now=current.covenant_now,
         answer=_covenant, made=("covenant",)),
    Step(key="offer", module=pgettext_lazy("blueprint", "Model"), title=_("What do you sell first?"),
         note=_("One thing that you can stand for. Pictures and variants come later under “Products”,"
                " shipping under “Shipping”."),
         permissions=frozenset({"products.write"}), form=forms.OfferForm, now=current.offer_now,
         answer=_offer, made=("product",), shown={"title": "product", "price": "price"}),
    Step(key="super-users", module=pgettext_lazy("blueprint", "Super-users"), title=_("What do the closest get?"),
         note=_("Members rise from prospect to fan to angel; partners sign an agreement. Give each rung its price,"
                " and say what sharing earns."),
         permissions=frozenset({"products.write", "settings.write"}), form=forms.SuperUsersForm,
         now=current.super_users_now, answer=_super_users, made=("plan",),
         shown={"price_fan": "fan_price", "rate": "rate"}),
)  # fmt: skip
