from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from juluo.front.studio import audit, batches, desk, overview, start, styleguide, trouble
from juluo.front.views import app, crawlers, drawings, feeds, following, home, me, search


def _feeds(begin: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """One feed in each of its formats."""
    return [path(f"{begin}feed.{form}", view, {"form": form}, f"{name}_{form}") for form in ("atom", "rss", "json")]


member_urls = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("followed/", following.followed, name="followed"),
    path("followed/what-matters/", following.what_matters, name="what_matters"),
    path("me/", me.me, name="me"),
    path("language/", me.language, name="language"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap_index"),
    *_feeds("", feeds.feed, "feed"),
    *_feeds("series/<uuid:series_id>/", feeds.feed_of_series, "series_feed"),
    *_feeds("feeds/<str:key>/", feeds.feed_of_reader, "private_feed"),
    re_path(
        r"^sitemap-(?P<listed>pages|posts|series|bundles|questions|rooms|consultations|products)\.xml$",
        crawlers.sitemap,
        name="sitemap",
    ),
    path(".well-known/security.txt", crawlers.security, name="security"),
    path("card.png", drawings.card, name="card"),
    re_path(r"^icon-(?P<shape>32|180|192|512|maskable)\.png$", drawings.icon, name="icon"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("worker.js", app.worker, name="worker"),
    path("offline/", app.offline, name="offline"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
studio_urls = [
    path("", overview.overview, name="overview"),
    path("checklist/", start.checklist_place, name="checklist"),
    path("start/", start.start, name="start"),
    path("start/link/", start.link, name="start_link"),
    path("start/examples/", start.examples, name="start_examples"),
    path("start/examples/removal/", start.examples_removal, name="start_examples_removal"),
    path("start/<slug:step>/", start.step, name="start_step"),
    path("start/<slug:step>/preview/", start.step_preview, name="start_preview"),
    path("search/", desk.search, name="search"),
    path("keys/", desk.keys, name="keys"),
    path("saved-views/", desk.saved_views, name="saved_views"),
    path("saved-views/<uuid:saved_view_id>/removal/", desk.saved_view_removal, name="saved_view_removal"),
    path("bulk/<uuid:batch_id>/", batches.batch, name="batch"),
    path("trouble/", trouble.trouble, name="trouble"),
    path("audit/", audit.audit, name="audit"),
]
