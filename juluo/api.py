"""The JSON API: every pillar's routers, closed unless an operation says for whom it is."""

from juluo.core.api import keys
from juluo.core.api.contract import JuluoApi
from juluo.front import api as front

api = JuluoApi()
for router in (front.router, keys.router):
    api.add_router("", router)
