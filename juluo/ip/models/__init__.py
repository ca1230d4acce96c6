from juluo.ip.models.comment import COMMENT_LENGTH, HIDING_WORDS_LENGTH, QUOTE_LENGTH, Comment, CommentQuerySet
from juluo.ip.models.follow import DigestTurn, FeedKey, Follow, Pace
from juluo.ip.models.persona import Endorsement, Persona, Story
from juluo.ip.models.post import Audience, Post, PostQuerySet, Series
from juluo.ip.models.response import Reaction, Report, SavedPost
from juluo.ip.models.series import PartRead

__all__ = [
    "COMMENT_LENGTH",
    "HIDING_WORDS_LENGTH",
    "QUOTE_LENGTH",
    "Audience",
    "Comment",
    "CommentQuerySet",
    "DigestTurn",
    "Endorsement",
    "FeedKey",
    "Follow",
    "Pace",
    "PartRead",
    "Persona",
    "Post",
    "PostQuerySet",
    "Reaction",
    "Report",
    "SavedPost",
    "Series",
    "Story",
]
