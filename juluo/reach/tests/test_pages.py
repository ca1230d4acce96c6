"""Pages: the bell, the list, the matrix, the end of a mail, previews and the outbox."""

import pytest
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client

from juluo.core.letters import Letter, message_of
from juluo.core.models import Member, Space
from juluo.core.spaces import acting_in
from juluo.reach.models import Habit, Notification, Preference
from juluo.reach.news import kinds
from juluo.reach.operations.notifications import News, tell
from juluo.reach.queries.notifications import unread_count
from juluo.reach.rules.tokens import off_token
from juluo.testing.jobs import run_tasks


def tell_of(member: Member, *refs: str) -> None:
    for ref in refs:
        tell([member.pk], News(kind="mall.order_shipped", reason=ref, data={"ref": ref}))


@pytest.fixture
def told(lin: Member, mei: Member) -> Member:
    run_tasks()
    Notification.objects.all().delete()
    tell_of(lin, "A1", "A2")
    return lin


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_bell_counts_what_is_unread_and_guests_have_none(browse, told: Member):
    assert "2 unread" in page(browse(told), "/")
    assert "/notifications/" not in page(browse(), "/")


def test_reading_one_leads_to_what_it_tells_of(browse, told: Member):
    first = Notification.objects.get(reason="A1")
    answer = browse(told).post(f"/notifications/{first.pk}/reading/")

    assert (answer.status_code, answer["Location"]) == (302, "/@shanye/orders/A1/")
    assert unread_count(told) == 1


def test_all_that_the_page_showed_is_read_at_once(browse, told: Member):
    latest = Notification.objects.get(reason="A2")
    tell_of(told, "A3")
    browse(told).post("/notifications/reading/", {"notification": latest.pk, "next": "/@shanye/notifications/"})

    assert unread_count(told) == 1


def test_another_members_news_is_like_none(browse, told: Member, mei: Member):
    news = Notification.objects.get(reason="A1")

    assert browse(mei).post(f"/notifications/{news.pk}/reading/").status_code == 404
    assert "A1" not in page(browse(mei), "/notifications/")
    assert unread_count(told) == 2


def test_the_list_costs_the_same_for_one_and_for_three(browse, cost, told: Member):
    Notification.objects.get(reason="A2").delete()
    client = browse(told)
    page(client, "/notifications/")
    for_one = cost(client, "/notifications/")
    tell_of(told, "A4", "A5")

    assert cost(client, "/notifications/") == for_one


def test_staff_read_what_is_for_staff_in_the_studio(browse, told: Member, mei: Member):
    tell([mei.pk], News(kind="mall.order_to_ship", reason="sent-A9", data={"ref": "sent-A9"}))
    tell_of(mei, "sent-B1")

    studio, member = page(browse(mei), "/studio/notifications/"), page(browse(mei), "/notifications/")
    assert ("sent-A9" in studio, "sent-B1" in studio) == (True, False)
    assert ("sent-A9" in member, "sent-B1" in member) == (False, True)


def test_the_matrix_shows_what_holds_and_keeps_what_is_chosen(browse, lin: Member):
    shown = page(browse(lin), "/notifications/preferences/")
    assert shown.count("disabled") == 8
    assert "As staff" not in shown

    body = {
        "choices": ["mall.order_shipped:app"],
        "quiet_from": "22:00",
        "quiet_until": "07:30",
        "time_zone": "",
        "language": "en",
    }
    assert browse(lin).post("/notifications/preferences/", body).status_code == 302
    assert Preference.objects.get(kind="mall.order_shipped").channel == "mail"
    assert (Habit.objects.get().quiet_from, Habit.objects.get().quiet_until) == (1320, 450)


def test_five_mistakes_at_once_are_all_told_and_change_nothing(browse, lin: Member):
    body = {"choices": ["mall.order_confirmed:mail"], "quiet_from": "25:00", "quiet_until": "x", "language": "tlh",
            "time_zone": "x" * 80}  # fmt: skip
    answer = browse(lin).post("/notifications/preferences/", body)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"choices", "quiet_from", "quiet_until", "language", "time_zone"}
    assert (Preference.objects.count(), Habit.objects.count()) == (0, 0)


def test_a_mails_link_asks_first_and_ends_the_kind_with_one_post(browse, lin: Member):
    path = f"/notifications/off/{off_token(lin.pk, 'mall.order_shipped')}/"
    guest = browse()
    guest.handler.enforce_csrf_checks = True
    assert "on its way" in page(guest, path)
    assert Preference.objects.count() == 0

    answer = guest.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Preference.objects.get().wanted) == (200, False)
    assert guest.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_a_link_of_another_space_or_a_forged_one_is_none(browse, wu: Member, other_space: Space, lin: Member):
    paths = [off_token(wu.pk, "mall.order_shipped"), "forged", off_token(lin.pk, "mall.nothing")]
    assert [browse().post(f"/notifications/off/{each}/").status_code for each in paths] == [404, 404, 404]
    with acting_in(other_space):
        assert Preference.objects.count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_mail_can_be_looked_at_in_every_language(browse, mei: Member, language: str):
    client = browse(mei)
    names = [each.name for each in client.get("/studio/mails/").context["samples"]]
    assert len(names) == 1 + len(kinds())

    for name in names:
        assert f'lang="{language}"' in page(client, f"/studio/mails/{name}/?language={language}")
        frame = client.get(f"/studio/mails/{name}/frame/?language={language}")
        assert f'<html lang="{language}">' in frame.content.decode()
        assert frame["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_only_those_who_set_the_space_up_see_its_mails(browse, lin: Member):
    assert [browse(lin).get(path).status_code for path in ["/studio/mails/", "/studio/mails/outbox/"]] == [404, 404]


@pytest.fixture
def lying_mails(settings, tmp_path, space: Space, other_space: Space):
    where = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": tmp_path / "mail"}}
    settings.MAILERS, settings.JULUO_DATA = {"default": where}, tmp_path
    for each in (space, other_space):
        letter = Letter(subject=f"To {each.slug}", paragraphs=["你好 <b>"], language="en", name=each.name)
        EmailBackend(file_path=tmp_path / "mail").send_messages([message_of(letter, to="lin@example.com", space=each)])


def test_the_demos_outbox_shows_the_mails_of_its_own_space(browse, mei: Member, settings, lying_mails):
    settings.JULUO_SANDBOX_TOKEN = "played"
    shown = browse(mei).get("/studio/mails/outbox/")

    (mine,) = shown.context["messages_posted"]
    assert (mine.subject, "To other" in shown.content.decode()) == ("To shanye", False)
    assert "&lt;b&gt;" in browse(mei).get(f"/studio/mails/outbox/{mine.key}/").content.decode()


def test_the_host_sees_the_mails_of_all_spaces(browse, mei: Member, settings, lying_mails):
    settings.JULUO_SANDBOX_TOKEN = ""
    assert browse(mei).get("/studio/mails/outbox/").status_code == 404
    mei.user.is_host = True
    mei.user.save(update_fields=["is_host"])

    assert len(browse(mei).get("/studio/mails/outbox/").context["messages_posted"]) == 2


def test_where_mail_is_really_sent_there_is_no_outbox(browse, mei: Member, settings):
    settings.JULUO_SANDBOX_TOKEN = "played"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "x"}}}

    assert browse(mei).get("/studio/mails/outbox/").status_code == 404


def test_the_mail_to_sign_in_has_the_same_frame(browse, lin: Member, mailoutbox):
    browse().post("/accounts/login/code/", {"email": "lin@example.com"})

    (sent,) = mailoutbox
    html = sent.alternatives[0].content
    assert "山野茶事" in sent.from_email or "=?utf-8?" in sent.from_email
    assert ("letter-spacing" in html, "Hello from" in sent.body) == (True, False)
