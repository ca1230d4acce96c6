from django.http import HttpResponse

from juluo.community.models import Entrance
from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.insight.queries.funnel import funnel_report, funnels_by_content
from juluo.insight.rules.charts import HEIGHT, WIDTH, bars_of


@staff_required("insight.read")
def funnel(request: MemberRequest) -> HttpResponse:
    """How many of 1,000 people reached join, buy and bring others."""
    report = funnel_report()
    chart = {"bars": bars_of(report.total), "width": WIDTH, "height": HEIGHT, "middle": HEIGHT // 2}
    context = {"report": report, "chart": chart, "contents": funnels_by_content()}
    return show(request, "insight/funnel.html", context)


@staff_required("insight.read")
def entrance(request: MemberRequest, code: str) -> HttpResponse:
    """What the people of one entrance saw first, and how far they got."""
    door = get_or_404(Entrance.objects.all(), code=code)
    context = {"entrance": door, "contents": funnels_by_content(door.code)}
    return show(request, "insight/entrance.html", context)
