"""The addresses of the installation and, beside them, the references: an empty view, and a plain page."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

PAGE = engines["django"].from_string(
    "<!DOCTYPE html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for row in rows %}<p><b>{{ row.1 }}</b> {{ row.2 }} <i>{{ row.3 }}</i></p>{% endfor %}"
)


def hello(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse("hello")


def page5(request: HttpRequest) -> HttpResponse:
    """Five indexed queries, thirty rows, a template: what a bare page of this kind costs."""
    del request
    rows = []
    with transaction.atomic(), connection.cursor() as cursor:
        for part in range(5):
            cursor.execute("SELECT id, name, note, at FROM bench_row WHERE part = %s ORDER BY id LIMIT 6", [part])
            rows += cursor.fetchall()
    return HttpResponse(PAGE.render({"title": "page5", "rows": rows}))


urlpatterns = [path("bench/hello", hello), path("bench/page5", page5), path("", include("juluo.urls"))]
handler404 = "juluo.front.views.errors.missing"
handler500 = "juluo.front.views.errors.broken"
