from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, member_required, show
from juluo.core.keeping import kept_for_guests
from juluo.core.measures import page_about
from juluo.ip.operations.beliefs import endorse_belief, withdraw_endorsement
from juluo.ip.queries.beliefs import beliefs_of
from juluo.ip.queries.following import followables
from juluo.ip.queries.heads import head_of_about
from juluo.ip.queries.here import places_here
from juluo.ip.queries.posts import persona_on_about, story
from juluo.ip.queries.surveys import question_for
from juluo.ip.queries.team import team
from juluo.ip.rules.following import Subject
from juluo.ip.rules.markdown import told

_MOST_PEOPLE = 50


@require_safe
@kept_for_guests
def about(request: SpaceRequest) -> HttpResponse:
    """Who the IP is, what it believes and who believes it too, the story it tells."""
    tale, someone = story(), persona_on_about()
    leave(request, "view", "about")
    context = {
        "persona": someone,
        "beliefs": beliefs_of(someone.beliefs, request.member) if someone else [],
        "story": tale,
        "team": team()[:_MOST_PEOPLE],
        "body": told(tale.text, draw_blocks(tale.text, request.member, request.space)) if tale else "",
        "places": places_here(request.space, request.member),
        "question": question_for(request.member) if request.member else None,
        "followables": followables(request.member, [Subject()]),
        "head": head_of_about(request.space, someone),
        "formula": page_about("formula", ""),
    }
    return show(request, "ip/about.html", context)


@require_POST
@member_required
def belief(request: MemberRequest) -> HttpResponse:
    endorse_belief(request.member, request.POST.get("belief", ""))
    return redirect("ip:about")


@require_POST
@member_required
def belief_withdrawal(request: MemberRequest) -> HttpResponse:
    withdraw_endorsement(request.member, request.POST.get("belief", ""))
    return redirect("ip:about")
