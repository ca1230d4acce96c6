"""The addresses of the installation and, beside them, the references: an empty view, and a plain page."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

PAGE = engines["django"].from_string(
    "<!DOCTYPE html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for row in rows %}<p><b>{{ row.name }}</b> {{ row.email }} <i>{{ row.date_joined }}</i></p>{% endfor %}"
)


def hello(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("hello")


SIX_USERS = "SELECT id, name, email, date_joined FROM core_user WHERE id > %s ORDER BY id LIMIT 6"


def page5(request: HttpRequest) -> HttpResponse:
    """Five indexed queries of plain SQL, thirty rows, a template: the least that a page with data can cost here."""
    del request
    rows: list[dict[str, Any]] = []
    after = UUID(int=0)
    with transaction.atomic(), connection.cursor() as cursor:
        for _part in range(5):
            cursor.execute(SIX_USERS, [after])
            names = [column.name for column in cursor.description]
            rows += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            after = rows[-1]["id"]
    return HttpResponse(PAGE.render({"title": "page5", "rows": rows}))


urlpatterns = [path("bench/hello", hello), path("bench/page5", page5), path("", include("juluo.urls"))]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
