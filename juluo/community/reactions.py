from juluo.community import tasks
from juluo.community.facts import CovenantPublished, MemberBanned, MemberJoined
from juluo.community.facts.circles import (
    CircleAskAnswered,
    CircleAsked,
    CircleChanged,
    CircleMemberRemoved,
    CircleOpened,
    CircleRoleGiven,
)
from juluo.community.facts.direct import DirectMessageWritten
from juluo.community.facts.entrances import (
    ApplicationAdmitted,
    ApplicationAsked,
    ApplicationDeclined,
    ApplicationMade,
    ApplicationWaits,
    PlaceLapsed,
    PlaceOffered,
)
from juluo.community.facts.moderation import (
    AppealDecided,
    CaseOpened,
    MemberSanctioned,
    SanctionAppealed,
    SanctionUndone,
)
from juluo.community.facts.topics import (
    AnswerAccepted,
    ReplyEdited,
    ReplyWritten,
    TopicEdited,
    TopicMoved,
    TopicWritten,
)
from juluo.community.models import Case
from juluo.community.news import APPEAL_DECIDED, SANCTION_UNDONE, SANCTIONED
from juluo.core.accounts.facts import MemberErased
from juluo.core.facts import on
from juluo.core.said.facts import WordsHidden, WordsReported, WordsShown


@on(MemberJoined)
def tell_the_owner(fact: MemberJoined) -> None:
    tasks.tell_of_newcomer.defer(member_id=fact.member_id, entrance_id=fact.entrance_id)


@on(CovenantPublished)
def tell_everybody(fact: CovenantPublished) -> None:
    tasks.tell_of_covenant.defer(covenant_id=fact.covenant_id, after=None)


@on(DirectMessageWritten)
def tell_who_is_written_to(fact: DirectMessageWritten) -> None:
    if fact.heard:
        tasks.tell_of_direct.defer(message_id=fact.message_id)


@on(MemberErased)
def end_their_stays(fact: MemberErased) -> None:
    tasks.end_stays_of.defer(member_id=fact.member_id)


@on(MemberBanned)
def let_others_lead(fact: MemberBanned) -> None:
    tasks.stand_down.defer(member_id=fact.member_id)


@on(CircleOpened)
def tell_who_would_join(fact: CircleOpened) -> None:
    tasks.tell_of_circle_opening.defer(circle_id=fact.circle_id)


@on(CircleAsked)
def tell_who_lets_in(fact: CircleAsked) -> None:
    tasks.tell_of_circle_ask.defer(ask_id=fact.ask_id)


@on(CircleAskAnswered)
def tell_who_asked(fact: CircleAskAnswered) -> None:
    tasks.tell_of_circle_answer.defer(ask_id=fact.ask_id)


@on(CircleRoleGiven)
def tell_whose_role(fact: CircleRoleGiven) -> None:
    tasks.tell_of_circle_role.defer(circle_id=fact.circle_id, member_id=fact.member_id, fact_id=fact.fact_id)


@on(CircleMemberRemoved)
def tell_who_was_removed(fact: CircleMemberRemoved) -> None:
    tasks.tell_of_circle_removal.defer(
        circle_id=fact.circle_id, member_id=fact.member_id, because=fact.reason, fact_id=fact.fact_id
    )


@on(WordsHidden)
def tell_the_author_why(fact: WordsHidden) -> None:
    tasks.tell_of_hiding.defer(about=fact.about, reason=str(fact.fact_id))


@on(WordsReported)
def tell_who_looks_after_the_talk(fact: WordsReported) -> None:
    tasks.tell_of_report.defer(report_id=fact.report_id)


@on(CaseOpened)
def tell_what_waits(fact: CaseOpened) -> None:
    if fact.cause == Case.Cause.HELD:
        tasks.tell_of_case.defer(case_id=fact.case_id)


@on(MemberSanctioned)
def tell_whom_it_is_about(fact: MemberSanctioned) -> None:
    tasks.tell_of_sanction.defer(sanction_id=fact.sanction_id, kind=SANCTIONED, reason=str(fact.sanction_id))


@on(SanctionUndone)
def tell_that_it_is_over(fact: SanctionUndone) -> None:
    tasks.tell_of_sanction.defer(sanction_id=fact.sanction_id, kind=SANCTION_UNDONE, reason=str(fact.sanction_id))


@on(SanctionAppealed)
def tell_who_may_decide(fact: SanctionAppealed) -> None:
    tasks.tell_of_appeal.defer(appeal_id=fact.appeal_id)


@on(AppealDecided)
def tell_whoever_appealed(fact: AppealDecided) -> None:
    tasks.tell_of_sanction.defer(sanction_id=fact.sanction_id, kind=APPEAL_DECIDED, reason=str(fact.appeal_id))


@on(TopicWritten)
def tell_of_topic(fact: TopicWritten) -> None:
    if fact.is_announcement:
        tasks.tell_of_announcement.defer(topic_id=fact.topic_id, after=None)
    else:
        tasks.tell_of_topic.defer(topic_id=fact.topic_id)


@on(TopicEdited)
def tell_of_topic_again(fact: TopicEdited) -> None:
    tasks.tell_of_topic.defer(topic_id=fact.topic_id)


@on(ReplyWritten)
def tell_whom_it_concerns(fact: ReplyWritten) -> None:
    tasks.tell_of_reply.defer(reply_id=fact.reply_id)


@on(ReplyWritten)
def tell_followers(fact: ReplyWritten) -> None:
    tasks.tell_followers.defer(reply_id=fact.reply_id, after=None)


@on(ReplyEdited)
def tell_of_calling(fact: ReplyEdited) -> None:
    tasks.tell_of_calling.defer(reply_id=fact.reply_id)


@on(AnswerAccepted)
def tell_who_helped(fact: AnswerAccepted) -> None:
    tasks.tell_of_acceptance.defer(reply_id=fact.reply_id, by=fact.by)


@on(CircleChanged)
def find_its_topics_anew(fact: CircleChanged) -> None:
    if "is_private" in fact.changed:
        tasks.renew_topics_of.defer(circle_id=fact.circle_id, after=None)


@on(TopicMoved)
def find_its_replies_anew(fact: TopicMoved) -> None:
    tasks.renew_replies_to.defer(topic_id=fact.topic_id, after=None)


@on(WordsShown)
def tell_whom_talk_concerns_at_last(fact: WordsShown) -> None:
    """Nobody was told of what waited for a person."""
    kind = fact.about.partition(":")[0] if fact.was_held else ""
    if kind == "topic":
        tasks.tell_of_topic_at_last.defer(topic_id=fact.thing_id)
    elif kind == "reply":
        tasks.tell_of_reply.defer(reply_id=fact.thing_id)


@on(WordsShown)
def tell_followers_at_last(fact: WordsShown) -> None:
    if fact.was_held and fact.about.startswith("reply:"):
        tasks.tell_followers.defer(reply_id=fact.thing_id, after=None)


@on(ApplicationMade)
def tell_staff_who_applies(fact: ApplicationMade) -> None:
    tasks.tell_of_applicant.defer(application_id=fact.application_id)


@on(ApplicationMade)
def write_of_arrival(fact: ApplicationMade) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="made", key=str(fact.fact_id))


@on(ApplicationAdmitted)
def write_of_admission(fact: ApplicationAdmitted) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="admitted", key=str(fact.fact_id))


@on(ApplicationDeclined)
def write_of_refusal(fact: ApplicationDeclined) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="declined", key=str(fact.fact_id))


@on(ApplicationAsked)
def write_of_question(fact: ApplicationAsked) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="asked", key=str(fact.fact_id))


@on(ApplicationWaits)
def write_of_waiting(fact: ApplicationWaits) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="waits", key=str(fact.fact_id))


@on(PlaceOffered)
def write_of_place(fact: PlaceOffered) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="offered", key=str(fact.fact_id))


@on(PlaceLapsed)
def write_of_lapse(fact: PlaceLapsed) -> None:
    tasks.write_letter.defer(application_id=fact.application_id, about="lapsed", key=str(fact.fact_id))
