from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.community.forms.covenants import CovenantForm
from juluo.community.operations.covenants import publish_covenant
from juluo.community.queries.doors import covenant_versions
from juluo.community.queries.sanctions import articles_in_force
from juluo.community.rules.articles import CONSEQUENCES, goods_in, sentence_of, shown, words_for
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.taking_part import goods_named, latest_goods

_MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("settings.write")
def covenant(request: MemberRequest) -> HttpResponse:
    """Rewrite the covenant; publishing asks every member to accept it anew."""
    versions = list(covenant_versions()[:_MOST])
    form = CovenantForm(request.POST or None, initial={"text": versions[0].text})
    if form.is_valid():
        with refusal_shown_on(form):
            made = publish_covenant(form.cleaned_data["text"])
            messages.success(request, _("Version %(number)d is in force.") % {"number": made.number})
            return redirect("community_studio:covenant")
    goods = latest_goods() | goods_named(goods_in(versions[0].text))
    told = [(each, shown(each.text, goods)) for each in versions]
    articles = [(each, words_for(each.pauses, goods)) for each in articles_in_force()]
    lines = [(what, sentence_of(what, goods)) for what in [*CONSEQUENCES, *(f"buying-{word}" for word in goods)]]
    context = {"versions": told, "form": form, "articles": articles, "lines": lines}
    return show(request, "community/studio/covenant.html", context, status=422 if form.errors else 200)
