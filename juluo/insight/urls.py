from django.urls import URLPattern, path

from juluo.insight.studio import funnel

member_urls: list[URLPattern] = []
studio_urls = [path("funnel/", funnel.funnel, name="funnel")]
