from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.ip.forms.persona import PersonaForm, StoryForm
from juluo.ip.operations.persona import describe_persona, tell_story
from juluo.ip.queries.posts import persona as the_persona
from juluo.ip.queries.posts import story as the_story


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def persona(request: MemberRequest) -> HttpResponse:
    known = the_persona()
    form = PersonaForm(request.POST or None, request.FILES or None, initial=PersonaForm.of(known),
                       known=known.portrait if known else None)  # fmt: skip
    if form.is_valid():
        with refusal_shown_on(form):
            portrait = form.kept(by=request.member, title=form.cleaned_data["name"])
            describe_persona(form.words(), portrait=portrait)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:persona")
    context = {"form": form, "persona": known}
    return show(request, "ip/studio/persona.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def story(request: MemberRequest) -> HttpResponse:
    form = StoryForm(request.POST or None, initial=StoryForm.of(the_story()))
    if form.is_valid():
        with refusal_shown_on(form):
            tell_story(form.cleaned_data["title"], form.cleaned_data["text"])
            messages.success(request, _("Saved."))
            return redirect("ip_studio:story")
    return show(request, "ip/studio/story.html", {"form": form}, status=422 if form.errors else 200)
