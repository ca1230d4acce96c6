"""The addresses of the installation and, beside them, the references: an empty view, and a plain page."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from juluo.core.models import User

PAGE = engines["django"].from_string(
    "<!DOCTYPE html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for row in rows %}<p><b>{{ row.name }}</b> {{ row.email }} <i>{{ row.date_joined }}</i></p>{% endfor %}"
)


def hello(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("hello")


def page5(request: HttpRequest) -> HttpResponse:
    """Five indexed queries, thirty rows, a template: what a bare page of this framework costs."""
    del request
    rows: list[User] = []
    after = UUID(int=0)
    with transaction.atomic():
        for _part in range(5):
            rows += User.objects.filter(pk__gt=after).order_by("pk")[:6]
            after = rows[-1].pk
    return HttpResponse(PAGE.render({"title": "page5", "rows": rows}))


urlpatterns = [path("bench/hello", hello), path("bench/page5", page5), path("", include("juluo.urls"))]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
