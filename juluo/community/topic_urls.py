"""Where topics are met."""

from django.urls import path

from juluo.community.views import replies, topics

member_urls = [
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/followed/", topics.topics_of_mine, name="topics_followed"),
    path("topics/end/<str:token>/", topics.topic_end, name="topic_end"),
    path("topics/mine/", topics.talk_mine, name="talk_mine"),
    path("circles/<uuid:circle_id>/topics/", topics.circle_topics, name="circle_topics"),
    path("circles/<uuid:circle_id>/topics/new/", topics.circle_topic_new, name="circle_topic_new"),
    path("circles/<uuid:circle_id>/pictures/", topics.circle_files, name="circle_files"),
    path("topics/<uuid:topic_id>/", topics.topic, name="topic"),
    path("topics/<uuid:topic_id>/unread/", topics.topic_unread, name="topic_unread"),
    path("topics/<uuid:topic_id>/text/", topics.topic_text, name="topic_text"),
    path("topics/<uuid:topic_id>/removal/", topics.topic_removal, name="topic_removal"),
    path("topics/<uuid:topic_id>/tags/", topics.topic_tags, name="topic_tags"),
    path("topics/<uuid:topic_id>/following/", topics.topic_following, name="topic_following"),
    path("topics/<uuid:topic_id>/unfollowing/", topics.topic_unfollowing, name="topic_unfollowing"),
    path("topics/<uuid:topic_id>/replies/", replies.reply_new, name="reply_new"),
    path("topics/<uuid:topic_id>/quote/", replies.topic_quote, name="topic_quote"),
    path("topics/<uuid:topic_id>/pin/", replies.topic_pin, name="topic_pin"),
    path("topics/<uuid:topic_id>/unpinning/", replies.topic_unpinning, name="topic_unpinning"),
    path("topics/<uuid:topic_id>/closing/", replies.topic_closing, name="topic_closing"),
    path("topics/<uuid:topic_id>/reopening/", replies.topic_reopening, name="topic_reopening"),
    path("topics/<uuid:topic_id>/move/", replies.topic_move, name="topic_move"),
    path("replies/<uuid:reply_id>/", replies.reply, name="reply"),
    path("replies/<uuid:reply_id>/answer/", replies.reply_answer, name="reply_answer"),
    path("replies/<uuid:reply_id>/quote/", replies.reply_quote, name="reply_quote"),
    path("replies/<uuid:reply_id>/text/", replies.reply_text, name="reply_text"),
    path("replies/<uuid:reply_id>/removal/", replies.reply_removal, name="reply_removal"),
    path("replies/<uuid:reply_id>/accepting/", replies.reply_accepting, name="reply_accepting"),
    path("replies/<uuid:reply_id>/unaccepting/", replies.reply_unaccepting, name="reply_unaccepting"),
]
