from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, show
from juluo.core.search.marking import marked, snippet
from juluo.core.search.registry import open_kinds
from juluo.core.search.terms import LONGEST_QUESTION
from juluo.front.queries.finding import OFFERED, SIZE, offered, page_found


@require_safe
def search(request: SpaceRequest) -> HttpResponse:
    """What the words find of all that this reader may read; while they are typed, the best few."""
    words, kind = _asked(request, "q"), _asked(request, "kind")
    if getattr(request, "htmx", False):
        found = offered(words, kind, request.member)
        return show(request, "front/search.html#offered", {"offered": found, "most": OFFERED})
    page = page_found(words, kind, request.member, after=request.GET.get("after", ""), size=SIZE)
    if words:
        leave(request, "search", words)
    rows = [
        (each, marked(each.document.title, page.question), snippet(each.document.text, page.question))
        for each in page.rows
    ]
    context = {"words": words, "kind": kind, "page": page, "rows": rows, "tabs": _tabs(words, kind)}
    return show(request, "front/search.html", context)


def _asked(request: SpaceRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_QUESTION]


def _tabs(words: str, kind: str) -> list[dict[str, object]]:
    """All kinds together, then each by itself."""
    kinds = open_kinds()
    chosen = kind if kind in {each.kind for each in kinds} else ""
    named = [("", pgettext("search", "All")), *((each.kind, each.title) for each in kinds)]
    return [
        {"label": title, "url": f"{reverse('front:search')}?{urlencode({'q': words, 'kind': each})}",
         "current": each == chosen}
        for each, title in named
    ]  # fmt: skip
