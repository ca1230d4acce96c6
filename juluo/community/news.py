"""What the community tells people."""

from django.utils.translation import gettext_lazy as _

from juluo.reach.news import Audience, Channel, Kind, Law, register_kinds

_CHANGED_TERMS = Law(
    "Regulation (EU) 2022/2065, article 14(2): recipients are informed of significant changes of the terms",
    _("Everybody is told when the rules change, as the Digital Services Act asks, so this is always sent."),
)
REASONS = Law(
    "Regulation (EU) 2022/2065, article 17(1): whoever provided what is restricted is given a statement of reasons",
    _("Whoever has something hidden is told why, as the Digital Services Act asks, so this is always shown."),
)
_APPEALS = Law(
    "Regulation (EU) 2022/2065, article 20(5): whoever complained is told of the decision without undue delay",
    _("Whoever appeals is answered, as the Digital Services Act asks, so this is always shown."),
)
COVENANT_CHANGED = "community.covenant_changed"
WORDS_HIDDEN = "community.words_hidden"
WORDS_REPORTED = "community.words_reported"
WORDS_HELD = "community.words_held"
SANCTIONED = "community.sanctioned"
SANCTION_UNDONE = "community.sanction_undone"
APPEALED = "community.appealed"
APPEAL_DECIDED = "community.appeal_decided"
_ID = "00000000-0000-7000-8000-000000000000"
_SANCTION = {"sanction_id": _ID}
MEMBER_JOINED = "community.member_joined"
APPLICATION_MADE = "community.application_made"

register_kinds(
    Kind(
        key=COVENANT_CHANGED,
        audience=Audience.MEMBER,
        label=_("The covenant has changed"),
        title=_("The covenant has changed: version %(version)s"),
        text=_("Read it and accept it to take part again. What you own and what you earned stays yours."),
        action=_("Read the covenant"),
        view="community:covenant",
        icon="heart",
        laws={Channel.APP: _CHANGED_TERMS, Channel.MAIL: _CHANGED_TERMS},
        sample={"version": 2},
    ),
    Kind(
        key=APPLICATION_MADE,
        audience=Audience.STAFF,
        permission="members.write",
        label=_("Somebody applies"),
        title=_("Somebody applies to come in"),
        text=_("By “%(entrance)s”. The sooner they hear from you, the warmer they come."),
        action=_("Read the application"),
        view="community_studio:application",
        view_args=["application_id"],
        icon="door",
        sample={"entrance": "QR", "application_id": "00000000-0000-7000-8000-000000000000"},
    ),
    Kind(
        key=MEMBER_JOINED,
        audience=Audience.STAFF,
        permission="settings.write",
        label=_("Somebody joined"),
        title=_("A new member has joined"),
        text=_("They came in by “%(entrance)s”."),
        action=_("Look at the member"),
        view="community_studio:member",
        view_args=["member_id"],
        icon="person",
        channels=frozenset({Channel.APP}),
        sample={"entrance": "QR", "member_id": "00000000-0000-7000-8000-000000000000"},
    ),
    Kind(
        key=WORDS_HIDDEN,
        audience=Audience.MEMBER,
        label=_("Something that I said is hidden"),
        title=_("Something that you said was hidden"),
        text=_("It was in “%(where)s”. Why it was hidden stands above it; only you and the staff still see it."),
        action=_("Read why"),
        view="community:own_words",
        view_args=["said", "thing_id"],
        icon="alert",
        laws={Channel.APP: REASONS},
        sample={"where": "…", "said": "comment", "thing_id": "00000000-0000-7000-8000-000000000000"},
    ),
    Kind(
        key=WORDS_REPORTED,
        audience=Audience.STAFF,
        permission="talk.moderate",
        label=_("Somebody reports what was said"),
        title=_("Something was reported"),
        text=_("It was in “%(where)s”. Look at it, and decide."),
        action=_("See the case"),
        view="community_studio:case",
        view_args=["case_id"],
        icon="alert",
        sample={"where": "…", "case_id": _ID},
    ),
    Kind(
        key=WORDS_HELD,
        audience=Audience.STAFF,
        permission="talk.moderate",
        label=_("Something waits for a person"),
        title=_("Something that was said waits for you"),
        text=_("It was in “%(where)s”. Nobody but its author reads it until somebody has looked at it."),
        action=_("See the case"),
        view="community_studio:case",
        view_args=["case_id"],
        icon="alert",
        channels=frozenset({Channel.APP}),
        sample={"where": "…", "case_id": _ID},
    ),
    Kind(
        key=SANCTIONED,
        audience=Audience.MEMBER,
        label=_("The staff decide something about me"),
        title=_("The staff decided something about you"),
        text=_("What it is, why, by which article of the covenant and until when stands there; you can appeal once."),
        action=_("Read it"),
        view="community:sanction",
        view_args=["sanction_id"],
        icon="alert",
        laws={Channel.APP: REASONS, Channel.MAIL: REASONS},
        sample=_SANCTION,
    ),
    Kind(
        key=SANCTION_UNDONE,
        audience=Audience.MEMBER,
        label=_("A decision about me is undone"),
        title=_("A decision about you was undone"),
        text=_("It does not hold any more."),
        action=_("Read it"),
        view="community:sanction",
        view_args=["sanction_id"],
        icon="check",
        sample=_SANCTION,
    ),
    Kind(
        key=APPEALED,
        audience=Audience.STAFF,
        permission="talk.moderate",
        label=_("Somebody appeals against a decision"),
        title=_("An appeal waits for you"),
        text=_("Somebody else decided first: look at it with fresh eyes."),
        action=_("See the appeal"),
        view="community_studio:sanction",
        view_args=["sanction_id"],
        icon="alert",
        sample=_SANCTION,
    ),
    Kind(
        key=APPEAL_DECIDED,
        audience=Audience.MEMBER,
        label=_("My appeal is decided"),
        title=_("Your appeal was decided"),
        text=_("Somebody else than who decided first has looked at it, and answers you."),
        action=_("Read the answer"),
        view="community:sanction",
        view_args=["sanction_id"],
        icon="check",
        laws={Channel.APP: _APPEALS},
        sample=_SANCTION,
    ),
)
