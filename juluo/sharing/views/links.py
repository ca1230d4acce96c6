from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from juluo.community.models import Entrance
from juluo.community.queries.doors import standing_entrance
from juluo.core import clock
from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.pages import page_of
from juluo.core.visitors import entrance_of, remember_entrance
from juluo.sharing.forms import ShareForm
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.links import make_link, revoke_link, touch
from juluo.sharing.queries.links import links_of, parent_for
from juluo.sharing.queries.plans import plan_at
from juluo.sharing.queries.targets import title_of, titles_of


@require_GET
def opening(request: SpaceRequest, code: str) -> HttpResponse:
    """Somebody follows a share link: note the touch and lead them on."""
    link = ShareLink.objects.filter(code=code.lower()).first()
    if link is None or link.is_over(clock.now()):
        return show(request, "sharing/over.html", {"link": link}, status=410 if link else 404)
    door = standing_entrance(Entrance.Kind.SHARE)
    touch(link, visitor=request.visitor, member=request.member, entrance_id=entrance_of(request) or door.id)
    response = redirect(f"{get_script_prefix()}{link.target.removeprefix('/')}")
    response["Cache-Control"] = "no-store"
    remember_entrance(request, response, door.id)
    leave(request, "share", link)
    return response


@member_required
def share(request: MemberRequest) -> HttpResponse:
    """Ask for a link to a page of the space; it remembers through whose link the sharer came there."""
    form = ShareForm(request.POST or None, initial={"to": request.GET.get("to", "/")})
    to = form["to"].value() or ""
    if request.method == "POST" and form.is_valid():
        parent = parent_for(request.member, request.visitor, to)
        with refusal_shown_on(form):
            made = make_link(request.member, to, parent=parent, expires_at=form.expires_at(clock.now()))
            return redirect("sharing:link", made.code)
    context = {"form": form, "title": title_of(to), "plan": plan_at(clock.now())}
    return show(request, "sharing/share.html", context, status=422 if form.errors else 200)


@member_required
def links(request: MemberRequest) -> HttpResponse:
    page = page_of(links_of(request.member), request.GET.get("after", ""), size=20)
    titles = titles_of((each.target for each in page.rows), request.space)
    return show(request, "sharing/links.html", {"links": page.rows, "next": page.next, "titles": titles})


@member_required
def link(request: MemberRequest, code: str) -> HttpResponse:
    """A link of one's own: to copy, to show, to end."""
    found = get_or_404(links_of(request.member), code=code)
    if found.is_over(clock.now()):
        return show(request, "sharing/over.html", {"link": found}, status=410)
    address = request.build_absolute_uri(reverse("sharing:opening", args=[found.code]))
    sentence = _("%(title)s: I think this is for you. %(address)s")
    titles = titles_of([found.target], request.space)
    words = sentence % {"title": titles.get(found.target, request.space.name), "address": address}
    return show(request, "sharing/link.html", {"link": found, "address": address, "words": words, "titles": titles})


@require_POST
@member_required
def link_end(request: MemberRequest, code: str) -> HttpResponse:
    revoke_link(get_or_404(ShareLink.objects.of(request.member), code=code))
    messages.success(request, _("The link has ended."))
    return redirect("sharing:links")
