from django.urls import path

from juluo.ip.studio import access as studio_access
from juluo.ip.studio import arranging as studio_courses
from juluo.ip.studio import comments as studio_comments
from juluo.ip.studio import persona as studio_persona
from juluo.ip.studio import pictures as studio_pictures
from juluo.ip.studio import playing as studio_playing
from juluo.ip.studio import posts as studio_posts
from juluo.ip.studio import reports as studio_reports
from juluo.ip.studio import series as studio_series
from juluo.ip.views import about, comments, feed_keys, following, playing, posts, quotes, responses, series

member_urls = [
    path("series/<uuid:series_id>/", series.series, name="series"),
    path("series/<uuid:series_id>/card.png", series.series_card, name="series_card"),
    path("posts/<uuid:post_id>/reading/", series.post_reading, name="post_reading"),
    path("posts/<uuid:post_id>/", posts.post, name="post"),
    path("posts/<uuid:post_id>/card.png", posts.post_card, name="post_card"),
    path("posts/<uuid:post_id>/recording", playing.post_recording, name="post_recording"),
    path("posts/<uuid:post_id>/pictures/<uuid:picture_id>/<slug:variant>", playing.post_picture, name="post_picture"),
    path("posts/<uuid:post_id>/comments/", comments.comments, name="comments"),
    path("posts/<uuid:post_id>/comments/new/", comments.comment_new, name="comment_new"),
    path("comments/<uuid:comment_id>/", comments.comment, name="comment"),
    path("posts/<uuid:post_id>/quote/", quotes.post_quote, name="post_quote"),
    path("comments/<uuid:comment_id>/quote/", quotes.comment_quote, name="comment_quote"),
    path("comments/<uuid:comment_id>/answer/", comments.comment_answer, name="comment_answer"),
    path("comments/<uuid:comment_id>/text/", comments.comment_text, name="comment_text"),
    path("comments/<uuid:comment_id>/removal/", comments.comment_removal, name="comment_removal"),
    path("comments/<uuid:comment_id>/pin/", comments.comment_pin, name="comment_pin"),
    path("posts/<uuid:post_id>/reaction/", responses.post_reaction, name="post_reaction"),
    path("posts/<uuid:post_id>/saving/", responses.post_saving, name="post_saving"),
    path("posts/<uuid:post_id>/unsaving/", responses.post_unsaving, name="post_unsaving"),
    path("posts/<uuid:post_id>/report/", responses.post_report, name="post_report"),
    path("comments/<uuid:comment_id>/reaction/", responses.comment_reaction, name="comment_reaction"),
    path("comments/<uuid:comment_id>/report/", responses.comment_report, name="comment_report"),
    path("following/", following.following, name="following"),
    path("following/ip/", following.follow_ip, name="follow_ip"),
    path("following/ip/removal/", following.ip_removal, name="ip_removal"),
    path("following/series/<uuid:series_id>/", following.follow_series, name="follow_series"),
    path("following/series/<uuid:series_id>/removal/", following.series_removal, name="series_removal"),
    path("following/authors/<uuid:member_id>/", following.follow_author, name="follow_author"),
    path("following/authors/<uuid:member_id>/removal/", following.author_removal, name="author_removal"),
    path("following/feed/", feed_keys.feed_key, name="feed_key"),
    path("following/feed/removal/", feed_keys.feed_key_removal, name="feed_key_removal"),
    path("following/end/<str:token>/", following.follow_end, name="follow_end"),
    path("saved/", responses.saved, name="saved"),
    path("comments/<uuid:comment_id>/unpinning/", comments.comment_unpinning, name="comment_unpinning"),
    path("about/", about.about, name="about"),
    path("about/beliefs/", about.belief, name="belief"),
    path("about/beliefs/withdrawal/", about.belief_withdrawal, name="belief_withdrawal"),
]
studio_urls = [
    path("access/<str:right>/", studio_access.access, name="access"),
    path("entitlements/<uuid:entitlement_id>/ending/", studio_access.access_ending, name="access_ending"),
    path("series/", studio_series.series_list, name="series_list"),
    path("series/<uuid:series_id>/", studio_series.series, name="series"),
    path("series/<uuid:series_id>/parts/", studio_series.series_parts, name="series_parts"),
    path("series/<uuid:series_id>/chapters/", studio_courses.chapters, name="chapters"),
    path("series/<uuid:series_id>/chapters/<uuid:chapter_id>/", studio_courses.chapter, name="chapter"),
    path("series/<uuid:series_id>/chapters/<uuid:chapter_id>/move/", studio_courses.chapter_move, name="chapter_move"),
    path(
        "series/<uuid:series_id>/chapters/<uuid:chapter_id>/removal/",
        studio_courses.chapter_removal,
        name="chapter_removal",
    ),
    path("series/<uuid:series_id>/lessons/", studio_courses.lessons, name="lessons"),
    path("series/<uuid:series_id>/lessons/<uuid:post_id>/move/", studio_courses.lesson_move, name="lesson_move"),
    path(
        "series/<uuid:series_id>/lessons/<uuid:post_id>/removal/", studio_courses.lesson_removal, name="lesson_removal"
    ),
    path("posts/", studio_posts.posts, name="posts"),
    path("bulk/posts/publications/", studio_posts.bulk_publications, name="bulk_publications"),
    path("bulk/posts/withdrawals/", studio_posts.bulk_withdrawals, name="bulk_withdrawals"),
    path("posts/new/", studio_posts.post_new, name="post_new"),
    path("posts/<uuid:post_id>/", studio_posts.post, name="post"),
    path("posts/<uuid:post_id>/publication/", studio_posts.post_publication, name="post_publication"),
    path("posts/<uuid:post_id>/withdrawal/", studio_posts.post_withdrawal, name="post_withdrawal"),
    path("posts/<uuid:post_id>/playing/", studio_playing.post_playing, name="post_playing"),
    path("posts/<uuid:post_id>/recording/", studio_playing.post_recording, name="post_recording"),
    path("posts/<uuid:post_id>/embed/", studio_playing.post_embed, name="post_embed"),
    path("posts/<uuid:post_id>/player/removal/", studio_playing.player_removal, name="player_removal"),
    path("posts/<uuid:post_id>/pictures/", studio_pictures.post_pictures, name="post_pictures"),
    path("posts/<uuid:post_id>/pictures/free/", studio_pictures.free, name="free_pictures"),
    path("posts/<uuid:post_id>/pictures/<uuid:picture_id>/", studio_pictures.post_picture, name="post_picture"),
    path("posts/<uuid:post_id>/pictures/<uuid:picture_id>/move/", studio_pictures.move, name="picture_move"),
    path("posts/<uuid:post_id>/pictures/<uuid:picture_id>/removal/", studio_pictures.removal, name="picture_removal"),
    path("reports/", studio_reports.reports, name="reports"),
    path("reports/<uuid:report_id>/closing/", studio_reports.report_closing, name="report_closing"),
    path("comments/", studio_comments.comments, name="comments"),
    path("comments/<uuid:comment_id>/", studio_comments.comment, name="comment"),
    path("comments/<uuid:comment_id>/hiding/", studio_comments.comment_hiding, name="comment_hiding"),
    path("comments/<uuid:comment_id>/showing/", studio_comments.comment_showing, name="comment_showing"),
    path("comments/<uuid:comment_id>/answer/", studio_comments.comment_answer, name="comment_answer"),
    path("persona/", studio_persona.persona, name="persona"),
    path("story/", studio_persona.story, name="story"),
]
