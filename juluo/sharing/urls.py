from django.urls import path, re_path

from juluo.sharing.studio import lists, ways
from juluo.sharing.studio import sharing as studio
from juluo.sharing.views import earnings, links, pictures

member_urls = [
    re_path(r"^s/(?P<code>[A-Za-z0-9]{1,16})/$", links.opening, name="opening"),
    re_path(r"^s/(?P<code>[A-Za-z0-9]{1,16})/qr\.(?P<kind>svg|png)$", pictures.code_picture, name="code_picture"),
    re_path(r"^s/(?P<code>[A-Za-z0-9]{1,16})/poster\.png$", pictures.poster, name="poster"),
    path("share/", links.share, name="share"),
    path("share/code.png", pictures.page_code, name="page_code"),
    path("sharing/", earnings.sharing, name="sharing"),
    path("sharing/links/", links.links, name="links"),
    path("sharing/links/<slug:code>/", links.link, name="link"),
    path("sharing/links/<slug:code>/end/", links.link_end, name="link_end"),
    path("sharing/orders/<uuid:order_id>/", earnings.order, name="order"),
]
studio_urls = [
    path("sharing/", lists.commissions, name="commissions"),
    path("sharing/links/", lists.links, name="links"),
    path("sharing/links/<slug:code>/", lists.link, name="link"),
    path("sharing/touches/", lists.touches, name="touches"),
    path("sharing/bindings/", lists.bindings, name="bindings"),
    path("sharing/bindings/change/", lists.binding_change, name="binding_change"),
    path("ways/<str:content>/", ways.way, name="way"),
    path("sharing/plan/", studio.plan, name="plan"),
    path("sharing/plan/publication/", studio.plan_publication, name="plan_publication"),
    path("sharing/orders/<slug:ref>/", studio.order, name="order"),
]
