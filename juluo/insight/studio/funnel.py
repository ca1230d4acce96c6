from django.http import HttpResponse

from juluo.core.http import MemberRequest, show, staff_required
from juluo.insight.queries.funnel import funnel_report
from juluo.insight.rules.charts import HEIGHT, WIDTH, bars_of


@staff_required("insight.read")
def funnel(request: MemberRequest) -> HttpResponse:
    """How many of 1,000 people reached join, buy and bring others."""
    report = funnel_report()
    chart = {"bars": bars_of(report.total), "width": WIDTH, "height": HEIGHT, "middle": HEIGHT // 2}
    return show(request, "insight/funnel.html", {"report": report, "chart": chart})
