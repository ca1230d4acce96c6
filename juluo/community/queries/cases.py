"""The queue of what has to be looked at, with what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from juluo.community.models import Appeal, Case, Sanction
from juluo.community.queries.sanctions import sanctions_of
from juluo.core.models import Member, Report
from juluo.core.said.kinds import Said, find_kind
from juluo.core.said.queries import told_about

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Around:
    """What a person who decides a case has to know: the thing said, what stands around it, and who said it."""

    said: Said | None
    before: Sequence[Said]
    after: Sequence[Said]
    reports: Sequence[Report]
    earlier: Sequence[Case]
    sanctions: Sequence[Sanction]


def cases_matching(state: str, reader: Member) -> QuerySet[Case]:
    """The queue: "waiting", the longest first; "mine", "held", "appealed", "decided", or "" for all, by newest."""
    found = _counted().select_related("author", "taken_by", "decided_by").order_by("-id")
    waiting = found.filter(decided_at=None)
    if state == "waiting":
        return waiting.order_by("id")
    if state == "mine":
        return waiting.filter(taken_by=reader)
    if state == "held":
        return waiting.filter(cause=Case.Cause.HELD)
    if state == "appealed":
        return found.filter(Exists(Appeal.objects.filter(sanction__case=OuterRef("pk"), decided_at=None)))
    return found.filter(decided_at__isnull=False) if state == "decided" else found


def things_of(cases: Sequence[Case]) -> dict[str, Said]:
    return told_about({each.about for each in cases})


def thing_said(about: str) -> Said | None:
    return told_about([about]).get(about)


def open_case_about(about: str) -> Case | None:
    found: Case | None = Case.objects.filter(about=about, decided_at=None).first()
    return found


def around(case: Case) -> Around:
    """Everything about the case that its page shows, in a number of queries that does not grow."""
    key, _colon, thing_id = case.about.partition(":")
    kind = find_kind(key)
    row = kind.rows().filter(pk=thing_id).first() if kind else None
    before, after = kind.around(row) if kind and row else ((), ())
    told = kind.tell if kind else None
    reports = Report.objects.filter(about=case.about).select_related("reporter").order_by("-id")
    earlier = Case.objects.filter(author=case.author_id).exclude(pk=case.pk).order_by("-id")
    return Around(
        said=told(row) if told and row else None,
        before=[told(each) for each in before] if told else [],
        after=[told(each) for each in after] if told else [],
        reports=list(reports[:_SHOWN]),
        earlier=list(earlier[:_SHOWN]),
        sanctions=list(sanctions_of(case.author)[:_SHOWN]),
    )


def sanctions_in(case: Case) -> QuerySet[Sanction]:
    """What was decided in the case, the first first."""
    found = Sanction.objects.filter(case=case).select_related("article__covenant", "by", "undone_by", "member")
    return found.prefetch_related("appeals__decided_by").order_by("id")


def _counted() -> QuerySet[Case]:
    """Cases with how many reported the thing."""
    reported = Report.objects.filter(about=OuterRef("about")).order_by().values("about")
    count = Subquery(reported.annotate(count=Count("pk")).values("count"))
    return Case.objects.annotate(reported=Coalesce(count, 0))
