"""The pages of doors and applications, as applicants and staff meet them."""

from urllib.parse import quote

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Admission, Application, Enclosure, Entrance, Invitation
from juluo.community.operations.admitting import admit_applicant, ask_applicant, decline_applicant
from juluo.community.operations.invitations import Terms, make_invitation
from juluo.community.operations.policies import Policy, set_policy, set_welcome
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.community.rules.questions import Question
from juluo.community.tests.doors import ALL, GOOD, TEA, TOWN, YEARS, applies, asking, cup_file, door_of, somebody
from juluo.community.tests.factories import make_member
from juluo.core.models import Member
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def english(client):
    client.defaults.update(ENGLISH)
    return client


@pytest.fixture
def applicant(client_of, hao):
    return english(client_of(hao))


def form(**changed):
    return {"name": "Hao", "covenant": current_covenant().id, "accept": "on"} | changed


# The door


def test_a_guest_reads_what_is_asked_before_anything_is_typed(client_of):
    door, guest = asking(*ALL, capacity=2), english(client_of())

    arrived = guest.get(f"/e/{door.code}/")
    assert arrived["Location"] == f"/@shanye/e/{door.code}/door/"
    page = guest.get("/join/?next=/@shanye/mall/", follow=True)

    assert page.redirect_chain[0][0].startswith(f"/@shanye/e/{door.code}/door/")
    assert "People come in here by application." in page.text
    assert "You answer 5 questions." in page.text
    assert "2 places are" in page.text
    assert "A person reads what you write and decides." in page.text
    assert door.name not in page.text


def test_who_signs_up_on_the_way_to_the_questions_comes_to_them(client_of):
    path = f"/@shanye/e/{asking(*ALL).code}/application/"
    typed = {"email": "new@example.com", "password1": "spring-water-1982", "next": path}

    assert client_of().get(path.removeprefix("/@shanye"))["Location"].endswith(f"login/?next={quote(path)}")
    assert client_of().post("/accounts/signup/", typed)["Location"] == path


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [("invitation", "by invitation"), ("purchase", "the code that came with what they bought"), ("open", "Everybody")],
)
def test_every_door_says_its_policy(client_of, policy, sentence):
    page = english(client_of()).get(f"/e/{door_of(policy).code}/door/")
    assert sentence in page.text


def test_members_pass_by_the_door(client_of, lin):
    assert client_of(lin).get(f"/e/{asking(TEA).code}/")["Location"] == "/@shanye/"


def test_nobody_joins_by_another_address_of_an_entrance_with_questions(applicant, hao):
    door = asking(TEA)
    applicant.get(f"/e/{door.code}/")

    answer = applicant.post("/join/", form())

    assert answer["Location"].startswith(f"/@shanye/e/{door.code}/door/")
    assert not Member.objects.filter(user=hao).exists()


def test_newcomers_are_welcomed_and_led_on(applicant, hao):
    door = set_welcome(door_of("open"), "Sit down, have tea.", to="/mall/")
    applicant.get(f"/e/{door.code}/")

    led = applicant.post("/join/", form())
    page = applicant.get(led["Location"])

    assert "Sit down, have tea." in page.text
    assert 'href="/@shanye/mall/"' in page.text


def test_without_words_newcomers_are_led_at_once(applicant):
    door = set_welcome(door_of("open"), "", to="/mall/")
    applicant.get(f"/e/{door.code}/")
    assert applicant.post("/join/", form())["Location"] == "/@shanye/mall/"


# Invitations


def test_an_invitation_is_followed_signed_in_and_used(client_of, mei, hao):
    made = make_invitation(door_of("invitation"), Terms(), by=mei)
    guest = client_of()

    led = guest.get(f"/i/{made.code}/")
    assert led["Location"] == f"/@shanye/join/?invitation={made.code}"
    assert led["Referrer-Policy"] == "no-referrer"
    assert guest.get(led["Location"])["Location"].startswith("/@shanye/accounts/login/")
    guest.force_login(hao)
    page = guest.get(led["Location"])
    assert f'value="{made.code}"' in page.text
    guest.post("/join/", form(invitation=made.code))

    assert Admission.objects.get(member__user=hao).invitation == made


def test_a_code_that_lets_nobody_in_says_so_beside_the_field(applicant, hao):
    applicant.get(f"/e/{door_of('invitation').code}/")
    answer = applicant.post("/join/", form(invitation="nothing"))
    assert answer.status_code == 422
    assert 'id="id_invitation_error"' in answer.text
    assert applicant.get("/i/nothing/").status_code == 404


def test_whoever_guesses_codes_is_stopped(client_of, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "3/10m/ip"}
    guest = client_of()
    assert [guest.get("/i/guess/").status_code for _each in range(5)] == [404, 404, 404, 429, 429]


def test_a_member_invites_and_ends_an_invitation(client_of, lin):
    door_of("invitation", inviting_rung="fan")
    applicant = english(client_of(lin))

    applicant.post("/invitations/", {"note": "For Bo", "days": "7"})
    made = Invitation.objects.get()
    assert made.code in applicant.get("/invitations/").text
    applicant.post(f"/invitations/{made.pk}/ending/")

    assert Invitation.objects.get().ended_at
    assert made.code not in applicant.get("/invitations/").text


def test_below_the_rung_the_page_says_so(client_of, lin):
    applicant = english(client_of(lin))
    assert "You cannot invite yet" in applicant.get("/invitations/").text
    assert applicant.post("/invitations/", {"days": "7"}).status_code == 404


# Applying


def test_an_application_is_sent_read_and_admitted(applicant, client_of, mei, hao):
    door, staff = asking(*ALL), english(client_of(mei))
    applicant.get(f"/e/{door.code}/application/")

    sent = applicant.post(f"/e/{door.code}/application/", form(**GOOD))
    application = Application.objects.get()
    assert sent["Location"] == f"/@shanye/applications/{application.pk}/"
    assert "Yours is the next to be looked at." in applicant.get(sent["Location"]).text

    page = staff.get(f"/studio/applications/{application.pk}/").text
    assert "11" in page
    assert "Must-have met" in page
    assert "For how many years?" in page
    run_tasks()
    assert Notification.objects.filter(member=mei, kind="community.application_made").count() == 1
    staff.post(f"/studio/applications/{application.pk}/admission/")
    run_tasks()

    assert Member.objects.get(user=hao).name == "Hao"
    assert [each.subject for each in mail.outbox if each.to == [hao.email]] == [
        "你给 山野茶事 的申请已收到",
        "欢迎来到 山野茶事",
    ]


def test_what_is_missing_is_said_beside_the_question_and_nothing_is_lost(applicant):
    door = asking(*ALL)
    answer = applicant.post(f"/e/{door.code}/application/", form(why="", gives=["Time", "Words"], years="6"))
    assert answer.status_code == 422
    assert 'id="id_why_error"' in answer.text
    assert answer.text.count("checked") == 2
    assert not Application.objects.exists()


def test_a_picture_stays_while_another_answer_is_mended(applicant, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    door = asking(TEA, Question(key="scan", kind="picture", text="Your cup?", required=True))
    address = f"/e/{door.code}/application/"

    refused = applicant.post(address, form(tea="Green", scan=cup_file(), covenant=door.pk))
    kept = Enclosure.objects.get()
    assert refused.status_code == 422
    assert f'value="{kept.pk}"' in refused.text
    applicant.post(address, form(tea="Green", kept_scan=str(kept.pk)))

    assert Enclosure.objects.get().application == Application.objects.get()
    assert applicant.get(f"/applications/pictures/{kept.pk}/")["Content-Type"] == "image/webp"


def test_pictures_are_for_staff_and_their_sender(client_of, mei, lin, hao, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    door = asking(Question(key="scan", kind="picture", text="Your cup?"))
    sender = client_of(hao)
    sender.post(f"/e/{door.code}/application/", form(scan=cup_file()))
    picture = Enclosure.objects.get()

    own, studio = f"/applications/pictures/{picture.pk}/", f"/studio/applications/pictures/{picture.pk}/"
    assert [client_of(who).get(own).status_code for who in (hao, lin, None)] == [200, 404, 302]
    assert [client_of(who).get(studio).status_code for who in (mei, hao, None)] == [200, 404, 302]
    assert sender.get(own)["Cache-Control"] == "private, no-store"


def test_a_hint_is_words_and_no_markup(applicant):
    door = asking(Question(key="a", kind="text", text="<b>Why</b>", help="<script>alert(1)</script>"))
    page = applicant.get(f"/e/{door.code}/application/").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>Why</b>" not in page


def test_the_applicant_answers_accepts_and_asks_for_a_person(applicant, hao):
    application = applies(hao, asking(YEARS, deciding="automatic", admit_at=5), {"years": 1})
    place = f"/applications/{application.pk}/"
    assert "No person has looked yet." in applicant.get(place).text
    applicant.post(f"{place}person/")
    ask_applicant(application, "Since when?")
    assert "Since when?" in applicant.get(place).text
    assert applicant.post(f"{place}answer/", {"answer": ""}).status_code == 422
    applicant.post(f"{place}answer/", {"answer": "Since spring."})
    Application.objects.update(state="offered", offered_until="2999-01-01T00:00Z")
    assert applicant.post(f"{place}acceptance/", {"covenant": current_covenant().pk}).status_code == 422
    applicant.post(f"{place}acceptance/", form())

    assert Application.objects.get().state == "admitted"
    assert "You are in. Welcome." in applicant.get(place).text


def test_the_applicant_withdraws_and_reads_every_state(applicant, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    place = f"/applications/{application.pk}/"
    applicant.post(f"{place}withdrawal/")
    assert "You withdrew it." in applicant.get(place).text
    for state in ("waiting", "lapsed", "declined"):
        Application.objects.update(state=state)
        assert applicant.get(place).status_code == 200


def test_an_application_is_its_senders_alone(client_of, hao, lin, other_space, wu):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    with acting_in(other_space):
        foreign = applies(hao, asking(TEA), {"tea": "Green"})
    for who, wanted in ((lin, application), (hao, foreign)):
        assert client_of(who).get(f"/applications/{wanted.pk}/").status_code == 404
        assert client_of(who).post(f"/applications/{wanted.pk}/withdrawal/").status_code == 404


def test_letters_reach_applicants_once(space, hao):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    decline_applicant(application, "Not this spring.")
    mail.outbox.clear()
    run_tasks(times=2)

    assert sorted(each.to[0] for each in mail.outbox if each.to == ["hao@example.com"]) == ["hao@example.com"] * 2
    assert any("Not this spring." in each.body for each in mail.outbox)


# The studio


def test_staff_say_who_comes_in(client_of, mei):
    door, staff = door_of("open"), english(client_of(mei))
    page = staff.get(f"/studio/entrances/{door.code}/policy/").text
    assert "5\n                newcomers a week" in page or "newcomers a week" in page
    said = {"policy": "application", "capacity": "30", "expires_at": "2999-01-01T10:00", "welcome": "Hello",
            "welcome_to": "/mall/"}  # fmt: skip
    staff.post(f"/studio/entrances/{door.code}/policy/", said)

    door.refresh_from_db()
    assert (door.policy, door.capacity, door.welcome) == ("application", 30, "Hello")
    answer = staff.post(f"/studio/entrances/{door.code}/policy/", said | {"welcome_to": "//evil.example"})
    assert 'id="id_welcome_to_error"' in answer.text
    assert "still let in by everybody" in staff.get(f"/studio/entrances/{door.code}/").text
    for kind in ("direct", "share"):
        set_policy(standing_entrance(Entrance.Kind(kind)), Policy(policy="application"))
    assert "still let in by everybody" not in staff.get(f"/studio/entrances/{door.code}/").text


def test_questions_are_written_ordered_and_removed(client_of, mei):
    door, staff = door_of("application"), english(client_of(mei))
    root = f"/studio/entrances/{door.code}/questions/"
    empty = {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0"}
    staff.get(root)
    staff.post(f"{root}new/", {"kind": "text", "text": "Why?"})
    staff.post(
        f"{root}new/",
        empty | {"kind": "choice", "text": "Tea?", "required": "on", "row-0-text": "Green", "row-0-points": "3",
                 "row-1-text": "Black", "row-1-must": "on"},
    )  # fmt: skip
    staff.post(f"{root}new/", empty | {"kind": "number", "text": "Years?", "row-0-low": "1", "row-0-points": "2"})
    asked = door.questionnaires.get().questions
    assert [each["text"] for each in asked] == ["Why?", "Tea?", "Years?"]
    assert [row["points"] for row in asked[1]["rows"]] == [3, 0]

    staff.post(f"{root}{asked[1]['key']}/place/", {"to": "earlier"})
    staff.post(f"{root}{asked[0]['key']}/removal/")
    page = staff.get(root).text
    assert page.index("Tea?") < page.index("Years?")
    assert staff.get(f"{root}{asked[1]['key']}/").text.count('name="row-') > 8
    changed = {"row-INITIAL_FORMS": "2", "row-0-text": "White", "row-1-text": "Black", "row-1-DELETE": "on"}
    staff.post(f"{root}{asked[1]['key']}/", empty | {"text": "Which?"} | changed)
    assert [each["text"] for each in door.questionnaires.get().questions] == ["Which?", "Years?"]
    assert staff.post(f"{root}nothing/place/", {"to": "later"}).status_code == 404
    assert staff.get(f"{root}nothing/").status_code == 404


def test_how_answers_decide_is_set_and_refused_beside_the_field(client_of, mei):
    door, staff = door_of("application"), english(client_of(mei))
    said = {"deciding": "mixed", "admit_at": "5", "decline_below": "1", "again_days": "10", "accept_days": "3"}
    staff.post(f"/studio/entrances/{door.code}/questions/", said)
    assert door.questionnaires.get().accept_days == 3
    answer = staff.post(f"/studio/entrances/{door.code}/questions/", said | {"decline_below": "9"})
    assert 'id="id_decline_below_error"' in answer.text


def test_staff_invite(client_of, mei):
    door, staff = door_of("invitation"), english(client_of(mei))
    staff.post(f"/studio/entrances/{door.code}/invitations/", {"note": "Fair", "most": "20", "days": "3"})
    made = Invitation.objects.get()
    assert made.code in staff.get(f"/studio/entrances/{door.code}/invitations/").text
    staff.post(f"/studio/entrances/invitations/{made.pk}/ending/")
    assert Invitation.objects.get().ended_at


def test_staff_decide_one_by_one_and_many_together(client_of, mei, space):
    door, staff = asking(TEA), english(client_of(mei))
    sent = [applies(somebody(name), door, {"tea": "Green"}) for name in ("Ada", "Bo", "Cai", "Dan")]
    place = f"/studio/applications/{sent[0].pk}/"
    staff.post(f"{place}question/", {"question": "Why green?"})
    assert 'id="id_question_error"' in staff.post(f"{place}question/", {"question": "And black?"}).text
    assert staff.post(f"{place}refusal/", {"reason": ""}).status_code == 422
    staff.post(f"{place}refusal/", {"reason": "Not now."})
    staff.post("/studio/bulk/applications/admissions/", {"pick": [str(sent[1].pk), str(sent[2].pk)], "key": "k1"})
    asked = staff.post("/studio/bulk/applications/refusals/", {"pick": [str(sent[3].pk)], "key": "k2"})
    assert "One application." in asked.text
    staff.post("/studio/bulk/applications/refusals/", {"pick": [str(sent[3].pk)], "key": "k2", "reason": "Full."})

    states = dict(Application.objects.values_list("name", "state"))
    assert states == {"Ada": "declined", "Bo": "admitted", "Cai": "admitted", "Dan": "declined"}
    listed = staff.get("/studio/applications/?state=declined&q=da").text
    assert ("Dan" in listed, "Bo<" in listed) == (True, False)


def test_the_list_of_applications_costs_the_same_at_one_row_and_at_three(client_of, mei):
    door, staff = asking(TEA), client_of(mei)
    applies(somebody("Ada"), door, {"tea": "Green"})
    staff.get("/studio/applications/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/studio/applications/")
    for name in ("Bo", "Cai"):
        applies(somebody(name), door, {"tea": "Green"})
    with CaptureQueriesContext(connection) as more:
        staff.get("/studio/applications/")
    assert len(more) == len(few)


def test_only_staff_who_may_write_to_members_decide(client_of, hao, lin, space):
    application = applies(hao, asking(TEA), {"tea": "Green"})
    editor = make_member("Eve")
    make_staff(editor, RoleKey.EDITOR)
    for who, status in ((lin, 404), (editor, 403)):
        assert client_of(who).get("/studio/applications/").status_code == status
        assert client_of(who).post(f"/studio/applications/{application.pk}/admission/").status_code == status
    assert Application.objects.get().state == "sent"


def test_who_waits_for_a_place_of_their_region_reads_so(applicant, hao):
    door = asking(TOWN)
    admit_applicant(applies(somebody("First"), door, {"town": "Hangzhou"}))
    mine = admit_applicant(applies(hao, door, {"town": "Hangzhou"}))

    page = applicant.get(f"/applications/{mine.pk}/").text

    assert "Every place of “Hangzhou” is taken now" in page.replace("\n", " ")
    assert "Every place is taken now" not in page
