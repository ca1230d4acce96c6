"""Applications: scored, explained, decided once, and admitted by the door of all doors."""

from datetime import timedelta

import pytest
from django.db import transaction

from juluo.community.models import Acceptance, Admission, Application, Enclosure, Questionnaire
from juluo.community.operations.admitting import admit_applicant, ask_applicant, decline_applicant
from juluo.community.operations.applications import (
    accept_place,
    answer_inquiry,
    ask_for_a_person,
    withdraw_application,
)
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.enclosures import forget_loose_enclosures, hand_in
from juluo.community.operations.members import ban_member, join_space, leave_space
from juluo.community.operations.questionnaires import Deciding, keep_question, set_deciding
from juluo.community.queries.doors import current_covenant
from juluo.community.queries.places import current_questionnaire
from juluo.community.rules.questions import Question
from juluo.community.tests.doors import ALL, GOOD, TEA, WHY, YEARS, applies, asking, cup_file, door_of, somebody
from juluo.community.tests.factories import make_qr
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once


def refused(code):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def state_of(application):
    return Application.objects.get(pk=application.pk).state


def facts_about(application):
    rows = FactRow.objects.filter(subject_id=application.pk).order_by("id")
    return list(rows.values_list("name", flat=True))


def test_an_application_is_scored_and_waits_for_a_person(space, hao):
    application = applies(hao, asking(*ALL), GOOD)

    assert (application.state, application.score, application.region) == ("sent", 11, "Suzhou")
    assert not Member.objects.filter(user=hao).exists()
    assert facts_about(application) == ["ApplicationMade"]


def test_admission_makes_a_member_by_the_door_of_all_doors(space, hao):
    door = asking(*ALL)
    application = admit_applicant(applies(hao, door, GOOD))
    admit_applicant(application)

    member = Member.objects.get(user=hao)
    assert Admission.objects.get(member=member).entrance == door
    assert Acceptance.objects.get(member=member).covenant == current_covenant()
    assert (application.state, application.first_answer_at is not None) == ("admitted", True)
    assert facts_about(application) == ["ApplicationMade", "ApplicationAdmitted"]


def test_one_person_has_one_open_application_to_an_entrance(space, hao):
    door = asking(TEA)
    first, second = (applies(hao, door, {"tea": "Green"}) for _each in range(2))
    assert first == second

    answers = at_once(lambda: applies(hao, asking_again, {"tea": "Black"}), times=3) if (
        asking_again := asking(TEA)
    ) else []  # fmt: skip
    assert len({each.pk for each in answers}) == 1


def test_two_who_decide_at_once_decide_once(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})

    at_once(lambda: admit_applicant(application), lambda: decline_applicant(application, "No."))

    decided = [name for name in facts_about(application) if name in {"ApplicationAdmitted", "ApplicationDeclined"}]
    assert state_of(application) == ("admitted" if decided[-1] == "ApplicationAdmitted" else "declined")
    assert Member.objects.filter(user=hao).exists() == (state_of(application) == "admitted")


def test_the_score_decides_where_the_owner_chose_so(space):
    door = asking(YEARS, deciding="automatic", admit_at=5)

    yes, no = (applies(somebody(name), door, {"years": years}) for name, years in (("Ada", 6), ("Bo", 2)))

    assert [(each.state, each.by_score, each.first_answer_at) for each in (yes, no)] == [
        ("admitted", True, None), ("declined", True, None),
    ]  # fmt: skip


def test_mixed_leaves_what_is_not_clear_to_a_person(space):
    door = asking(YEARS, deciding="mixed", admit_at=5, decline_below=1)
    states = [applies(somebody(f"P{years}"), door, {"years": years}).state for years in (6, 2, 0)]
    assert states == ["admitted", "sent", "declined"]


def test_what_the_score_declined_a_person_decides_when_asked(space, hao):
    application = applies(hao, asking(YEARS, deciding="automatic", admit_at=5), {"years": 1})

    ask_for_a_person(application)
    ask_for_a_person(application)
    assert state_of(application) == "sent"
    decline_applicant(application, "Come back with more years.")

    with refused("decided"):
        ask_for_a_person(application)
    assert facts_about(application).count("PersonAsked") == 1


def test_a_person_is_asked_for_while_no_other_application_is_open(space, hao):
    door = asking(YEARS, deciding="automatic", admit_at=5, again_days=0)
    declined = applies(hao, door, {"years": 1})
    set_deciding(door, Deciding(deciding="manual", again_days=0))
    applies(hao, door, {"years": 1})
    with refused("too_many"):
        ask_for_a_person(declined)


def test_a_no_says_why_and_the_first_reason_stands(space, hao):
    application = decline_applicant(applies(hao, asking(TEA), {"tea": "Green"}), " Not now. ")
    decline_applicant(application, "Never.")
    assert Application.objects.get().reason == "Not now."
    with refused("empty"):
        decline_applicant(application, " ")


def test_a_no_may_be_taken_back(space, hao):
    application = decline_applicant(applies(hao, asking(TEA), {"tea": "Green"}), "Not now.")
    assert admit_applicant(application).state == "admitted"
    with refused("decided"):
        decline_applicant(application, "After all, no.")


def test_staff_ask_back_one_question_at_a_time(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})

    ask_applicant(application, "Hot or cold?")
    with refused("asked_already"):
        ask_applicant(application, "With milk?")
    answer_inquiry(application, "Hot.")
    with refused("nothing_asked"):
        answer_inquiry(application, "Cold.")

    assert state_of(application) == "sent"
    assert facts_about(application) == ["ApplicationMade", "ApplicationAsked", "ApplicationAnswered"]


def test_withdrawing_ends_it_and_twice_is_once(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    withdraw_application(application)
    before = digest()
    withdraw_application(application)
    assert changes(before, digest()) == []
    for verb in (admit_applicant, lambda each: ask_applicant(each, "Why?"), lambda each: decline_applicant(each, "No")):
        with refused("decided"):
            verb(application)


def test_after_a_no_one_applies_again_in_due_time(space, hao):
    door = asking(TEA, again_days=30)
    declined = decline_applicant(applies(hao, door, {"tea": "Green"}), "Not now.")
    with refused("too_soon"):
        applies(hao, door, {"tea": "Green"})

    Application.objects.filter(pk=declined.pk).update(decided_at=clock.now() - timedelta(days=30))
    assert applies(hao, door, {"tea": "Green"}).pk != declined.pk


def test_nobody_floods_the_desk(space, hao):
    door = asking(TEA)
    for _each in range(5):
        withdraw_application(applies(hao, door, {"tea": "Green"}))
    with refused("too_many"):
        applies(hao, door, {"tea": "Green"})


def test_members_the_banned_and_open_doors_take_no_application(space, lin, hao):
    with refused("already_member"):
        applies(lin.user, asking(TEA), {"tea": "Green"})
    with refused("no_application"):
        applies(hao, make_qr())
    with refused("no_application"):
        applies(hao, door_of("invitation"))
    ban_member(lin, reason="Spam")
    with refused("banned"):
        applies(lin.user, asking(TEA), {"tea": "Green"})


def test_who_left_may_apply_and_comes_back_as_they_were(lin):
    leave_space(lin)
    application = admit_applicant(applies(lin.user, asking(TEA), {"tea": "Green"}))
    assert (application.state, Member.objects.get(user=lin.user).pk) == ("admitted", lin.pk)


def test_a_covenant_that_changed_is_accepted_again_before_they_are_in(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    old = application.covenant
    new = publish_covenant("A new promise.")

    admitted = admit_applicant(application)
    assert admitted.state == "offered"
    with refused("covenant_changed"):
        accept_place(admitted, old)
    accept_place(admitted, new)
    accept_place(admitted, new)

    assert Acceptance.objects.get(member__user=hao).covenant == new


def test_an_old_covenant_is_not_applied_with(space, hao):
    old = current_covenant()
    publish_covenant("A new promise.")
    with refused("covenant_changed"):
        applies(hao, asking(TEA), {"tea": "Green"}, covenant=old)


def test_an_application_keeps_the_questions_as_they_were_asked(space, hao):
    door = asking(TEA)
    application = applies(hao, door, {"tea": "Green"})

    keep_question(door, Question(key="tea", kind="text", text="Tell of tea."))

    assert Application.objects.get().questionnaire.questions[0]["text"] == "Which tea?"
    assert (application.questionnaire.number, current_questionnaire(door).number) == (1, 2)
    keep_question(door, Question(key="tea", kind="text", text="Tell more of tea."))
    assert Questionnaire.objects.filter(entrance=door).count() == 2


def test_what_fails_at_the_end_leaves_nothing(space, hao):
    application, before = applies(hao, asking(TEA), {"tea": "Green"}), digest()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        admit_applicant(application)
        raise ZeroDivisionError
    assert changes(before, digest()) == []


def test_whoever_joins_elsewhere_waits_nowhere(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    join_space(hao, entrance=make_qr(), visitor=None, name="Hao", covenant=current_covenant())
    assert state_of(application) == "withdrawn"


# Pictures


SCAN = Question(key="scan", kind="picture", text="Show your cup.", required=True)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_picture_answers_a_question_and_belongs_to_its_application(space, hao, media):
    door = asking(SCAN)
    picture = hand_in(hao, door, cup_file())

    application = applies(hao, door, {"scan": str(picture.pk)})

    assert Enclosure.objects.get().application == application
    assert [each.suffix for each in media.rglob("*.*")] == [".webp"]


def test_somebody_elses_picture_is_none(space, hao, media):
    door = asking(SCAN)
    theirs = hand_in(somebody("Bo"), door, cup_file())
    for answer in (str(theirs.pk), "nothing", ""):
        with pytest.raises(Refused, check=lambda refusal: refusal.field == "scan"):
            applies(hao, door, {"scan": answer})


def test_pictures_of_nothing_are_few_and_forgotten(space, hao, media):
    door = asking(SCAN)
    for _each in range(10):
        hand_in(hao, door, cup_file())
    with refused("too_many"):
        hand_in(hao, door, cup_file())
    assert forget_loose_enclosures() == 0
    Enclosure.objects.update(made_at=clock.now() - timedelta(days=2))

    assert forget_loose_enclosures() == 10
    assert list(media.rglob("*.webp")) == []


def test_questions_have_an_order_and_answers_belong_to_them(space, hao):
    with pytest.raises(Refused, check=lambda refusal: (refusal.code, refusal.field) == ("required", "why")):
        applies(hao, asking(WHY), {})
