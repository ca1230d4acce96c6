"""The JSON API: every pillar's routers, denied by default."""

from ninja import NinjaAPI

from juluo.core.api.problems import answer_problems

api = NinjaAPI(title="Juluo", version="1", urls_namespace="api", docs_url="/docs")
answer_problems(api)
