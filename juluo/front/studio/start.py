"""The blueprint: seven short screens, each of which configures something real, and a link at the end."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, error_page, refusal_shown_on, show, staff_required
from juluo.front.blueprint.answers import clear_examples, lay_out_examples
from juluo.front.blueprint.current import first_entrance
from juluo.front.blueprint.forms import StepForm
from juluo.front.blueprint.phone import phone_for
from juluo.front.blueprint.steps import STEPS, Step, first_open, neighbours, step_named, steps_answered
from juluo.front.queries.beginning import checklist
from juluo.ip.queries.posts import example_posts
from juluo.mall.queries.catalog import example_products

CHECKLIST_COOKIE = "checklist"
AWAY, _YEAR = "away", 365 * 24 * 3600


@require_safe
@staff_required("settings.write")
def start(request: MemberRequest) -> HttpResponse:
    """Where the blueprint stands, and the examples that are still in."""
    answered = steps_answered()
    context = {
        "steps": [(step, answered[step.key]) for step in STEPS],
        "next": first_open(answered),
        "begun": any(answered.values()),
        "examples": [*example_posts(), *example_products()],
    }
    return show(request, "front/studio/start/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def step(request: MemberRequest, step: str) -> HttpResponse:
    """Ask one thing, and do what is answered."""
    asked = _step_or_404(step)
    if not asked.permissions <= request.permissions:
        return error_page(request, 403, _("Your role does not allow this. Ask the owner of the space."))
    form = _form_of(asked, request)
    if form.is_valid():
        with refusal_shown_on(form):
            asked.answer(form, request.space, request.member)
            after = neighbours(asked)[1]
            return redirect("front_studio:start_step", after.key) if after else redirect("front_studio:start_link")
    return _shown(request, asked, form)


@require_safe
@staff_required("settings.write")
def step_preview(request: MemberRequest, step: str) -> HttpResponse:
    """The phone alone, for what is typed in the form right now."""
    asked = _step_or_404(step)
    return show(request, "front/studio/start/phone.html", phone_for(asked, request.GET, request.space))


@require_safe
@staff_required("settings.write")
def link(request: MemberRequest) -> HttpResponse:
    """The end of the blueprint: the entrance's address, to copy, to print, to send."""
    door = first_entrance()
    address = request.build_absolute_uri(reverse("community:entrance", args=[door.code]))
    context = {"entrance": door, "address": address, "checklist": checklist(request.permissions)}
    return show(request, "front/studio/start/link.html", context)


@require_POST
@staff_required("settings.write")
def examples(request: MemberRequest) -> HttpResponse:
    lay_out_examples(request.member)
    messages.success(request, _("The examples are in, as drafts. Nobody but staff sees them."))
    after = first_open(steps_answered())
    return redirect("front_studio:start_step", after.key) if after else redirect("front_studio:start")


@require_POST
@staff_required("settings.write")
def examples_removal(request: MemberRequest) -> HttpResponse:
    gone = clear_examples()
    sentence = ngettext("%(count)d example is taken out.", "%(count)d examples are taken out.", gone)
    messages.success(request, sentence % {"count": gone})
    return redirect("front_studio:start")


@require_POST
@staff_required("overview")
def checklist_place(request: MemberRequest) -> HttpResponse:
    """Put the checklist of the overview away, or bring it back, in this browser."""
    response = redirect("front_studio:overview")
    if request.POST.get("place") == AWAY:
        response.set_cookie(CHECKLIST_COOKIE, AWAY, max_age=_YEAR, samesite="Lax", path=reverse("front:home"))
    else:
        response.delete_cookie(CHECKLIST_COOKIE, path=reverse("front:home"), samesite="Lax")
    return response


def _step_or_404(key: str) -> Step:
    found = step_named(key)
    if found is None:
        raise Http404
    return found


def _form_of(asked: Step, request: MemberRequest) -> StepForm:
    """The form as it was sent; else as the space is, and over it what the address asks to see."""
    initial = asked.now(request.space, request.member) | {
        name: value for name, value in request.GET.items() if name in asked.form.base_fields
    }
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return asked.form(*sent, initial=initial, currency=request.space.currency)


def _shown(request: MemberRequest, asked: Step, form: StepForm) -> HttpResponse:
    before, after = neighbours(asked)
    typed = request.POST if request.method == "POST" else request.GET
    context = {
        "step": asked,
        "number": STEPS.index(asked) + 1,
        "most": len(STEPS),
        "before": before,
        "after": after,
        "form": form,
        "names": ",".join(name for name in form.fields if name != "logo"),
    }
    context |= phone_for(asked, typed, request.space)
    return show(request, "front/studio/start/step.html", context, status=422 if form.errors else 200)
