from django.urls import path

from juluo.ip.studio import persona as studio_persona
from juluo.ip.studio import posts as studio_posts
from juluo.ip.studio import series as studio_series
from juluo.ip.views import posts, series

member_urls = [
    path("series/<uuid:series_id>/", series.series, name="series"),
    path("series/<uuid:series_id>/card.png", series.series_card, name="series_card"),
    path("posts/<uuid:post_id>/reading/", series.post_reading, name="post_reading"),
    path("posts/<uuid:post_id>/", posts.post, name="post"),
    path("posts/<uuid:post_id>/card.png", posts.post_card, name="post_card"),
    path("about/", posts.about, name="about"),
]
studio_urls = [
    path("series/", studio_series.series_list, name="series_list"),
    path("series/<uuid:series_id>/", studio_series.series, name="series"),
    path("series/<uuid:series_id>/parts/", studio_series.series_parts, name="series_parts"),
    path("posts/", studio_posts.posts, name="posts"),
    path("bulk/posts/publications/", studio_posts.bulk_publications, name="bulk_publications"),
    path("bulk/posts/withdrawals/", studio_posts.bulk_withdrawals, name="bulk_withdrawals"),
    path("posts/new/", studio_posts.post_new, name="post_new"),
    path("posts/<uuid:post_id>/", studio_posts.post, name="post"),
    path("posts/<uuid:post_id>/publication/", studio_posts.post_publication, name="post_publication"),
    path("posts/<uuid:post_id>/withdrawal/", studio_posts.post_withdrawal, name="post_withdrawal"),
    path("persona/", studio_persona.persona, name="persona"),
    path("story/", studio_persona.story, name="story"),
]
