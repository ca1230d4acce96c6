from juluo.ip.models.bundle import Bundle, BundleItem
from juluo.ip.models.comment import COMMENT_LENGTH, QUOTE_LENGTH, Comment, CommentQuerySet
from juluo.ip.models.consultation import Booking, BookingQuerySet, Consultation, Slot
from juluo.ip.models.copy import WorkingCopy
from juluo.ip.models.diary import DiaryEntry
from juluo.ip.models.follow import DigestTurn, FeedKey, Follow, Pace
from juluo.ip.models.gift import Gift, GiftClaim, GiftTerms
from juluo.ip.models.need import Need, NeedQuerySet, NeedVoice
from juluo.ip.models.persona import Endorsement, Persona, Story
from juluo.ip.models.picture import CAPTION_LENGTH, PostPicture
from juluo.ip.models.post import Audience, Chapter, Post, PostQuerySet, Series
from juluo.ip.models.question import Asking, Question, QuestionQuerySet, QuestionState
from juluo.ip.models.quotation import Quotation
from juluo.ip.models.response import Reaction, SavedPost
from juluo.ip.models.revision import Revision
from juluo.ip.models.room import MESSAGE_LENGTH, ROOM_AUDIENCES, Message, MessageQuerySet, Room, RoomQuerySet, RoomVisit
from juluo.ip.models.series import CourseFinished, PartRead
from juluo.ip.models.survey import Choice, Survey, SurveyAsk, SurveyAskQuerySet
from juluo.ip.models.team import Colleague
from juluo.ip.models.tip import (
    THANKS_LENGTH,
    TIP_PURPOSE_LENGTH,
    TIP_WORDS_LENGTH,
    Tip,
    TipQuerySet,
    TipState,
    TipTerms,
)
from juluo.ip.models.trial import Trial, TrialRound
from juluo.ip.models.workpiece import Version, Workpiece

__all__ = [
    "CAPTION_LENGTH",
    "COMMENT_LENGTH",
    "MESSAGE_LENGTH",
    "QUOTE_LENGTH",
    "ROOM_AUDIENCES",
    "THANKS_LENGTH",
    "TIP_PURPOSE_LENGTH",
    "TIP_WORDS_LENGTH",
    "Asking",
    "Audience",
    "Booking",
    "BookingQuerySet",
    "Bundle",
    "BundleItem",
    "Chapter",
    "Choice",
    "Colleague",
    "Comment",
    "CommentQuerySet",
    "Consultation",
    "CourseFinished",
    "DiaryEntry",
    "DigestTurn",
    "Endorsement",
    "FeedKey",
    "Follow",
    "Gift",
    "GiftClaim",
    "GiftTerms",
    "Message",
    "MessageQuerySet",
    "Need",
    "NeedQuerySet",
    "NeedVoice",
    "Pace",
    "PartRead",
    "Persona",
    "Post",
    "PostPicture",
    "PostQuerySet",
    "Question",
    "QuestionQuerySet",
    "QuestionState",
    "Quotation",
    "Reaction",
    "Revision",
    "Room",
    "RoomQuerySet",
    "RoomVisit",
    "SavedPost",
    "Series",
    "Slot",
    "Story",
    "Survey",
    "SurveyAsk",
    "SurveyAskQuerySet",
    "Tip",
    "TipQuerySet",
    "TipState",
    "TipTerms",
    "Trial",
    "TrialRound",
    "Version",
    "WorkingCopy",
    "Workpiece",
]
