from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.community.operations.ways import choose_way
from juluo.community.queries.ways import content_of_way, entrances_to_choose
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.ways import way_card
from juluo.sharing.forms import WayForm
from juluo.sharing.queries.contents import studio_page_of, titles_of_contents
from juluo.sharing.queries.ways import entrance_for


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def way(request: MemberRequest, content: str) -> HttpResponse:
    """Through which entrance the readers of a content come in, and whom it brought."""
    if content_of_way(content) is None:
        raise Http404
    doors = entrances_to_choose()
    form = WayForm(request.POST or None, entrances=doors, initial={"entrance": entrance_for(content).code})
    if form.is_valid():
        with refusal_shown_on(form):
            choose_way(content, get_or_404(doors, code=form.cleaned_data["entrance"]))
            messages.success(request, _("Saved."))
            return redirect("sharing_studio:way", content=content)
    titles = titles_of_contents([content])
    context = {"form": form, "card": way_card(content), "title": titles[content], "back": studio_page_of(content)}
    return show(request, "sharing/studio/way.html", context, status=422 if form.errors else 200)
