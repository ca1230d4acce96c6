"""The JSON API: every pillar's routers, closed unless an operation says for whom it is."""

from juluo.core.api import keys
from juluo.core.api.contract import JuluoApi

api = JuluoApi()
for router in (keys.router,):
    api.add_router("", router)
