from django.utils.translation import gettext_lazy as _

from juluo.core.holdings import Holding, hold
from juluo.ip.models import (
    Comment,
    CourseFinished,
    DigestTurn,
    Endorsement,
    FeedKey,
    Follow,
    PartRead,
    Post,
    Reaction,
    Report,
    SavedPost,
)

hold(
    Holding(
        model=Post,
        title=_("Posts"),
        member="author",
        shown=["title", "text", "written_at", "published_at"],
        why=_("What you published for the space stays on its pages, without your name."),
    ),
    Holding(model=Endorsement, title=_("Beliefs you share"), shown=["belief", "at"], deleted=True),
    Holding(
        model=Comment,
        title=_("Comments"),
        member="author",
        shown=["post__title", "text", "written_at", "hidden_because", "hidden_words"],
        erased={"text": "", "pinned_at": None},
    ),
    Holding(model=Comment, title=_("Where you are quoted"), member="quoted__author", erased={"quote": ""}),
    Holding(
        model=Follow,
        title=_("What you follow"),
        shown=["series__title", "author__name", "pace", "at"],
        deleted=True,
    ),
    Holding(model=Follow, title=_("Who follows you"), member="author", deleted=True),
    Holding(model=DigestTurn, title=_("Digests of what you follow"), shown=["pace", "due_at"], deleted=True),
    Holding(model=FeedKey, title=_("Your private feed"), shown=["made_at"], deleted=True),
    Holding(model=PartRead, title=_("Parts you read"), shown=["post__title", "read_at"], deleted=True),
    Holding(model=CourseFinished, title=_("Finished courses"), shown=["series__title", "at"], deleted=True),
    Holding(model=Reaction, title=_("Reactions"), shown=["post__title", "kind", "at"], deleted=True),
    Holding(model=SavedPost, title=_("Saved posts"), shown=["post__title", "at"], deleted=True),
    Holding(
        model=Report,
        title=_("What you reported"),
        member="reporter",
        shown=["post__title", "reason", "words", "at", "closed_at"],
        erased={"words": ""},
        why=_("That something was reported stays, under a pseudonym: it is part of how the staff decided."),
    ),
    Holding(model=Report, title=_("Reports you closed"), member="closed_by", shown=["reason", "closed_at"]),
)
