from juluo.ip.models.comment import COMMENT_LENGTH, HIDING_WORDS_LENGTH, QUOTE_LENGTH, Comment, CommentQuerySet
from juluo.ip.models.follow import DigestTurn, FeedKey, Follow, Pace
from juluo.ip.models.persona import Endorsement, Persona, Story
from juluo.ip.models.picture import CAPTION_LENGTH, PostPicture
from juluo.ip.models.post import Audience, Chapter, Post, PostQuerySet, Series
from juluo.ip.models.response import Reaction, Report, SavedPost
from juluo.ip.models.series import CourseFinished, PartRead

__all__ = [
    "CAPTION_LENGTH",
    "COMMENT_LENGTH",
    "HIDING_WORDS_LENGTH",
    "QUOTE_LENGTH",
    "Audience",
    "Chapter",
    "Comment",
    "CommentQuerySet",
    "CourseFinished",
    "DigestTurn",
    "Endorsement",
    "FeedKey",
    "Follow",
    "Pace",
    "PartRead",
    "Persona",
    "Post",
    "PostPicture",
    "PostQuerySet",
    "Reaction",
    "Report",
    "SavedPost",
    "Series",
    "Story",
]
