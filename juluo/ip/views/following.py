"""Following with one press, and ending it with one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import (
    MemberRequest,
    SpaceRequest,
    get_or_404,
    member_required,
    refusal_shown_on,
    show,
)
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.core.returning import place_to_return
from juluo.core.undo import offer_undo
from juluo.ip.forms.following import PaceForm
from juluo.ip.models import Follow, Pace
from juluo.ip.operations.following import follow, unfollow
from juluo.ip.queries.following import authors_for, follow_of, follows_of, hears_by_mail, series_for, url_of_subject
from juluo.ip.rules.following import DEFAULT_PACE, Subject
from juluo.ip.rules.tokens import read_end_token

_SHOWN = 20


@require_safe
@member_required
def following(request: MemberRequest) -> HttpResponse:
    """What one follows, how soon one hears of it, and where it ends."""
    page = page_of(follows_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    rows = [(each, url_of_subject(Subject.of(each))) for each in page.rows]
    context = {"rows": rows, "next": page.next, "by_mail": hears_by_mail(request.member)}
    return show(request, "ip/following.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def follow_ip(request: MemberRequest) -> HttpResponse:
    return _follow(request, Subject())


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def follow_series(request: MemberRequest, series_id: UUID) -> HttpResponse:
    return _follow(request, _series(request.member, series_id))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def follow_author(request: MemberRequest, member_id: UUID) -> HttpResponse:
    return _follow(request, _author(request.member, member_id))


@require_POST
@member_required
def ip_removal(request: MemberRequest) -> HttpResponse:
    return _unfollow(request, Subject())


@require_POST
@member_required
def series_removal(request: MemberRequest, series_id: UUID) -> HttpResponse:
    return _unfollow(request, _series(request.member, series_id))


@require_POST
@member_required
def author_removal(request: MemberRequest, member_id: UUID) -> HttpResponse:
    return _unfollow(request, _author(request.member, member_id))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_end(request: SpaceRequest, token: str) -> HttpResponse:
    """The way out in a mail: no sign-in. A GET only asks, for programs look at links before people do."""
    meant = read_end_token(token)
    member = Member.objects.filter(pk=meant[0]).first() if meant else None
    if meant is None or member is None:
        raise Http404
    known = Follow.objects.filter(pk=meant[1], member=member).select_related("series", "author").first()
    if request.method == "POST" and known:
        unfollow(member, Subject.of(known))
    done = request.method == "POST" or known is None
    return show(request, "ip/follow_end.html", {"follow": known, "done": done})


def _follow(request: MemberRequest, subject: Subject) -> HttpResponse:
    """The press itself, and the page to which whoever had to join first comes back."""
    known = follow_of(request.member, subject)
    asked = {"pace": request.POST.get("pace") or request.GET.get("pace", "")} if request.method == "POST" else None
    form = PaceForm(asked, initial={"pace": known.pace if known else DEFAULT_PACE})
    if form.is_valid():
        with refusal_shown_on(form):
            made = follow(request.member, subject, pace=form.cleaned_data["pace"])
            offer_undo(request, _sentence(made), f"{url_of_subject(subject)}removal/")
            return redirect(_back(request))
    context = {"subject": subject, "follow": known, "form": form, "url": url_of_subject(subject)}
    return show(request, "ip/follow.html", context, status=422 if form.errors else 200)


def _unfollow(request: MemberRequest, subject: Subject) -> HttpResponse:
    known = follow_of(request.member, subject)
    unfollow(request.member, subject)
    if known:
        offer_undo(request, _("You follow it no longer."), f"{url_of_subject(subject)}?pace={known.pace}")
    else:
        messages.info(request, _("You did not follow it."))
    return redirect(_back(request))


def _sentence(made: Follow) -> str:
    """Say how often a mail will come, for nobody should find that out by getting one."""
    if made.pace != Pace.HERE and not hears_by_mail(made.member):
        return _("You follow it. You ended the mails of what you follow, so none will come.")
    return {
        Pace.AT_ONCE: _("You follow it, and hear of what is new at once, by mail too."),
        Pace.DAILY: _("You follow it. A mail tells you what is new, once a day at most."),
        Pace.WEEKLY: _("You follow it. A mail tells you what is new, once a week at most."),
        Pace.HERE: _("You follow it here. No mail will come."),
    }[Pace(made.pace)]


def _back(request: HttpRequest) -> str:
    """The page on which the button stood; a following page of its own leads to all that one follows."""
    came_from = request.headers.get("Referer", "")
    return place_to_return(request.POST.get("next") or came_from, request.get_host())


def _series(member: Member, series_id: UUID) -> Subject:
    return Subject(series=get_or_404(series_for(member), id=series_id))


def _author(member: Member, member_id: UUID) -> Subject:
    return Subject(author=get_or_404(authors_for(member), id=member_id))
