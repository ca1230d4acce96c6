from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.ip.operations.series import note_reading
from juluo.ip.queries.courses import finished_at
from juluo.ip.queries.following import followables
from juluo.ip.queries.heads import card_of_series, head_of_series, head_of_series_list
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.series import place_of, series_met, series_met_by, series_shown
from juluo.ip.rules.following import Subject

_SHOWN = 20


@require_safe
@kept_for_guests
def series_list(request: SpaceRequest) -> HttpResponse:
    """Every series with how many parts it has, and how far a member has come in it."""
    page = page_of(series_met(request.member), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/series_list.html", {"page": page, "head": head_of_series_list(request.space)})


@require_safe
@kept_for_guests
def series(request: SpaceRequest, series_id: UUID) -> HttpResponse:
    """The parts in their order, and how far this reader has come."""
    found = get_or_404(series_shown(), id=series_id)
    met = series_met_by(found, request.member)
    leave(request, "view", f"series:{found.pk}")
    context = {"series": found, "met": met, "step": met.step, "head": head_of_series(request.space, met)}
    context["followables"] = followables(request.member, [Subject(), Subject(series=found)])
    return show(request, "ip/series.html", context)


@require_safe
def series_card(request: SpaceRequest, series_id: UUID) -> HttpResponse:
    """The card that a link to the series unfolds into."""
    return send_card(request, card_of_series(get_or_404(series_shown(), id=series_id)))


@require_POST
@member_required
def post_reading(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """The reader has read this part to its end; on to the next one."""
    found = get_or_404(readable_posts(), id=post_id)
    note_reading(found, request.member)
    place = place_of(found)
    if place and place.after:
        return redirect("ip:post", post_id=place.after.pk)
    finished = found.series and finished_at(found.series, request.member)
    done = _("You have finished the course.") if finished else _("That was the last part so far.")
    messages.success(request, done)
    return redirect("ip:series", series_id=found.series_id)
