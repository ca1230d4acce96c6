from django.urls import path

from juluo.front.studio import audit, overview, trouble
from juluo.front.views import home, me, robots

member_urls = [
    path("", home.home, name="home"),
    path("me/", me.me, name="me"),
    path("language/", me.language, name="language"),
    path("robots.txt", robots.robots, name="robots"),
]
studio_urls = [
    path("", overview.overview, name="overview"),
    path("trouble/", trouble.trouble, name="trouble"),
    path("audit/", audit.audit, name="audit"),
]
