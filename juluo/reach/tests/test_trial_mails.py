"""A test mail to oneself: sent once, recorded once, refused with what to do."""

import smtplib
import socket

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends import locmem

from juluo.core.acting import Actor, acting_as
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.reach.operations.trial_mails import MOST, send_trial_mail
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once


@pytest.fixture(autouse=True)
def empty(mei):
    run_tasks()
    mail.outbox.clear()


def facts():
    return list(FactRow.objects.filter(name="TrialMailSent").values_list("data__member_id", flat=True))


def test_staff_send_themselves_a_mail_from_the_page(client_of, mei):
    page = client_of(mei).post("/studio/mails/trial/", follow=True, headers={"Accept-Language": "en"})

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["mei@example.com"], "A test mail from 山野茶事")
    assert "A test mail is on its way to mei@example.com." in page.text
    assert facts() == [str(mei.pk)]
    assert "Sent themselves a test mail" in client_of(mei).get("/studio/audit/", headers={"Accept-Language": "en"}).text


def test_pressed_twice_it_is_one_mail(client_of, mei):
    for _twice in range(2):
        client_of(mei).post("/studio/mails/trial/")

    assert (len(mail.outbox), len(facts())) == (1, 1)


def test_pressed_twice_at_once_it_is_one_mail(mei):
    at_once(lambda: send_trial_mail(mei), times=5)

    assert len(facts()) == 1


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "mail_sign_in", "EMAIL_HOST_PASSWORD"),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "mail_sender", "DEFAULT_FROM_EMAIL"),
        (smtplib.SMTPRecipientsRefused({"mei@example.com": (550, b"no")}), "mail_recipient", "Account and security"),
        (smtplib.SMTPServerDisconnected("gone"), "mail_unreachable", "EMAIL_HOST"),
        (smtplib.SMTPDataError(554, b"spam"), "mail_refused", "log"),
        (TimeoutError("late"), "mail_unreachable", "EMAIL_PORT"),
        (socket.gaierror("no such host"), "mail_unreachable", "EMAIL_HOST"),
    ],
)
def test_what_the_server_refuses_is_said_with_what_to_do(client_of, mei, monkeypatch, error, code, words):
    def refuse(*_arguments):
        raise error

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    browser = client_of(mei)

    page = browser.post("/studio/mails/trial/", follow=True, headers={"Accept-Language": "en"})
    assert words in page.text
    with pytest.raises(Refused) as refused:
        send_trial_mail(mei)
    assert (refused.value.code, facts()) == (code, [])

    monkeypatch.undo()
    send_trial_mail(mei)
    assert len(facts()) == 1


def test_more_than_a_few_are_refused(mei):
    for _each in range(MOST):
        cache.clear()
        with acting_as(Actor(mei.pk, staff=True)):
            send_trial_mail(mei)
    cache.clear()

    with pytest.raises(Refused) as refused:
        send_trial_mail(mei)

    assert (refused.value.code, refused.value.status, len(facts())) == ("too_many", 429, MOST)


def test_it_is_for_those_who_may_change_settings(client_of, lin):
    assert client_of(lin).post("/studio/mails/trial/").status_code == 404
    assert mail.outbox == []


def test_the_api_sends_it_by_the_same_verb(client_of, mei):
    answer = client_of(mei).post("/api/v1/studio/mails/trial", content_type="application/json")

    assert answer.json() == {"to": "mei@example.com", "in_outbox": False}
    assert facts() == [str(mei.pk)]


def test_my_page_leads_to_what_one_is_told(client_of, lin):
    assert "/@shanye/notifications/preferences/" in client_of(lin).get("/me/").text
