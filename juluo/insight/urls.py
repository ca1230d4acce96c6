from django.urls import path

from juluo.insight.studio import funnel, spread
from juluo.insight.views import spread as member_spread

member_urls = [path("about/spread/", member_spread.spread, name="spread")]
studio_urls = [
    path("funnel/", funnel.funnel, name="funnel"),
    path("funnel/entrances/<slug:code>/", funnel.entrance, name="entrance"),
    path("spread/", spread.spread, name="spread"),
    path("spread/entrances/", spread.entrances, name="spread_entrances"),
    path("spread/<slug:evidence>/", spread.rows, name="spread_evidence"),
]
