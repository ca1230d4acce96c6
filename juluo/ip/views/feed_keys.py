"""The member's private feed: its address is shown once, when it is made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.addresses import address_of
from juluo.core.http import MemberRequest, member_required, show
from juluo.ip.operations.feed_keys import end_feed_key, make_feed_key
from juluo.ip.queries.feed_keys import feed_key_of

_FORMS = {"Atom": "front:private_feed_atom", "RSS": "front:private_feed_rss", "JSON Feed": "front:private_feed_json"}
_SHOWN_NEXT = "feed_key"
"""Where the word waits for the page that shows it: a form sent twice makes one address."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def feed_key(request: MemberRequest) -> HttpResponse:
    """Whether there is an address; a POST makes one and ends the one before."""
    if request.method == "POST":
        request.session[_SHOWN_NEXT] = make_feed_key(request.member)[1]
        return redirect("ip:feed_key")
    word = request.session.pop(_SHOWN_NEXT, "")
    addresses = [(name, address_of(request.space, view, word)) for name, view in _FORMS.items() if word]
    context = {"key": feed_key_of(request.member), "addresses": addresses}
    return show(request, "ip/feed_key.html", context)


@require_POST
@member_required
def feed_key_removal(request: MemberRequest) -> HttpResponse:
    end_feed_key(request.member)
    messages.success(request, _("The address leads nowhere any more."))
    return redirect("ip:feed_key")
