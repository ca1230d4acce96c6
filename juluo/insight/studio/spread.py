from datetime import date

from django.http import Http404, HttpResponse

from juluo.core.http import MemberRequest, show, staff_required
from juluo.insight.queries.measures import Report, furthest, latest_day, report_of, series_of, title_of_subject
from juluo.insight.queries.pulse import latest_pulses, pulse_of
from juluo.insight.queries.spread import SPACE, Evidence, entrances_of, evidence_of
from juluo.insight.rules.charts import LINE_HEIGHT, WIDTH, line_of
from juluo.insight.rules.spread import DAYS
from juluo.sharing.queries.contents import titles_of_contents


@staff_required("insight.read")
def spread(request: MemberRequest) -> HttpResponse:
    """Is it an IP yet? The index of the space, or `of` a post or product, and what it is made of."""
    subject, title = _subject(request)
    day = latest_day()
    if day is None:
        return show(request, "insight/spread.html", {"title": title, "subject": subject})
    report = report_of(subject, title, day)
    context = {"report": report, "chart": _chart(report), "subject": subject, "title": title, "days": DAYS}
    context["pulse"] = pulse_of(subject, title, day)
    if subject == SPACE:
        context |= {"furthest": furthest(day), "pulses": latest_pulses(day)}
    return show(request, "insight/spread.html", context)


@staff_required("insight.read")
def rows(request: MemberRequest, evidence: str) -> HttpResponse:
    """The rows that a component counts, with names: for staff."""
    subject, title = _subject(request)
    if evidence not in Evidence.values:
        raise Http404
    day = _day()
    page = evidence_of(subject, Evidence(evidence), day, request.GET.get("after", ""))
    titles = titles_of_contents({row.content for row in page.rows})
    context = {
        "page": page,
        "kind": Evidence(evidence),
        "subject": subject,
        "title": title,
        "titles": titles,
        "day": day,
    }
    return show(request, "insight/spread_evidence.html", context)


@staff_required("insight.read")
def entrances(request: MemberRequest) -> HttpResponse:
    """Through which entrances people had come: what traffic is paid for."""
    subject, title = _subject(request)
    context = {"rows": entrances_of(subject, _day()), "subject": subject, "title": title}
    return show(request, "insight/spread_entrances.html", context)


def _subject(request: MemberRequest) -> tuple[str, str]:
    subject = request.GET.get("of", SPACE)
    title = title_of_subject(subject, request.space.name)
    if title is None:
        raise Http404
    return subject, title


def _day() -> date:
    day = latest_day()
    if day is None:
        raise Http404
    return day


def _chart(report: Report) -> dict[str, object]:
    series = series_of(report.subject, report.day)
    return {"series": series, "points": line_of(series), "width": WIDTH, "height": LINE_HEIGHT}
