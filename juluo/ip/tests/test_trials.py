"""Trial rounds: invited, in or out, a sample, scores, and results without names."""

from datetime import timedelta
from math import isclose

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Trial, TrialRound
from juluo.ip.operations.trials import (
    RoundWords,
    accept_trial,
    answer_trial,
    begin_round,
    decline_trial,
    invite_to_trial,
    note_sample,
)
from juluo.ip.operations.workpieces import write_version
from juluo.ip.queries.trials import candidates, results_for_everybody, results_of
from juluo.ip.rules.trials import interval_of, student, verdicts_of
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.ip.tests.test_workshop import shown_workpiece, words
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

SECRET = "我住翠湖南路一号"


def later(**length):
    return clock.now() + timedelta(**length)


def begun(capacity=2, **more):
    version = write_version(shown_workpiece(), words())
    said = {"title": "试杯", "ends_at": later(days=7), "capacity": capacity, "criteria": ["手感", "隔热"]}
    return begin_round(version, RoundWords(**(said | more)))


def trial_of(trial_round, member):
    invite_to_trial(trial_round, [member])
    return Trial.objects.get(round=trial_round, member=member)


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def end(trial_round):
    TrialRound.objects.filter(pk=trial_round.pk).update(ends_at=clock.now())
    trial_round.refresh_from_db()
    return trial_round


def recorded(name):
    return FactRow.objects.filter(name=name).count()


def answered(trial_round, scores):
    for number, score in enumerate(scores, Trial.objects.count()):
        answer_trial(accept_trial(trial_of(trial_round, make_member(f"Tester {number}"))), [score, 3], words=SECRET)


def test_a_member_is_invited_once_tries_and_answers(mei, lin):
    trial_round = begun()
    assert (invite_to_trial(trial_round, [lin, lin]), invite_to_trial(trial_round, [lin])) == (1, 0)
    trial = Trial.objects.get()
    accept_trial(trial), accept_trial(trial)
    note_sample(trial, "一只杯,顺丰"), note_sample(trial, "一只杯,顺丰")
    answer_trial(trial, [4, 5], words="盖子好")
    answer_trial(trial, [4, 5], words="盖子好")
    answer_trial(trial, [5, 5], words="盖子好")
    run_tasks()

    names = ("TrialInvited", "TrialAccepted", "SampleSent", "TrialAnswered")
    assert [recorded(name) for name in names] == [1, 1, 1, 2]
    kinds = set(Notification.objects.filter(member=lin).values_list("kind", flat=True))
    assert {"ip.trial_invited", "ip.trial_sample_sent"} <= kinds
    assert Trial.objects.get().scores == [5, 5]


def test_places_end_and_are_given_on(mei, lin):
    trial_round = begun(capacity=1)
    first, second = trial_of(trial_round, lin), trial_of(trial_round, mei)
    accept_trial(first)
    assert refused(lambda: accept_trial(second)) == "full"
    decline_trial(first), decline_trial(first)
    accept_trial(second)
    assert refused(lambda: accept_trial(first)) == "full"
    assert refused(lambda: answer_trial(first, [1, 1])) == "not_in"
    assert refused(lambda: note_sample(first, "杯")) == "not_in"
    answer_trial(second, [1, 1])
    assert refused(lambda: decline_trial(second)) == "answered"


def test_the_last_place_goes_to_one_of_two_at_once(space, mei, lin):
    trial_round = begun(capacity=1)
    trials = [trial_of(trial_round, lin), trial_of(trial_round, mei)]

    def accept(trial):
        with acting_in(space):
            return accept_trial(trial)

    at_once(*(lambda trial=trial: accept(trial) for trial in trials))
    assert Trial.objects.filter(accepted_at__isnull=False).count() == 1


def test_when_the_round_is_over_nothing_changes(mei, lin):
    trial_round = begun()
    trial, other = accept_trial(trial_of(trial_round, lin)), trial_of(trial_round, mei)
    end(trial_round)
    for call in (
        lambda: answer_trial(trial, [1, 1]), lambda: accept_trial(other), lambda: invite_to_trial(trial_round, [mei])
    ):  # fmt: skip
        assert refused(call) == "over"


def test_answering_rolled_back_leaves_nothing(mei, lin):
    trial = accept_trial(trial_of(begun(), lin))
    with transaction.atomic():
        answer_trial(trial, [1, 1])
        transaction.set_rollback(True)
    assert (Trial.objects.get().answered_at, recorded("TrialAnswered")) == (None, 0)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"criteria": []}, "bad_criteria"),
        ({"criteria": ["手感", "手感"]}, "bad_criteria"),
        ({"capacity": 0}, "bad_capacity"),
        ({"title": ""}, "empty"),
    ],
)
def test_a_round_that_asks_nothing_or_nobody_is_refused(mei, more, expected):
    with pytest.raises(Refused) as refusal:
        begun(**more)
    assert (refusal.value.code, TrialRound.objects.count()) == (expected, 0)
    with pytest.raises(Refused):
        begun(ends_at=clock.now())


@pytest.mark.parametrize("scores", [[], [1], [1, 6], [0, 1], [1, 2, 3]])
def test_scores_go_from_one_to_five_one_for_each_criterion(mei, lin, scores):
    trial = accept_trial(trial_of(begun(), lin))
    assert refused(lambda: answer_trial(trial, scores)) == "bad_scores"


def test_four_answers_are_too_few_to_say_and_five_are_enough(mei, lin):
    trial_round = begun(capacity=9)
    answered(trial_round, [5, 5, 4, 4])
    (few,) = results_of([trial_round])
    assert (few.is_enough, few.verdicts[0].mean) == (False, None)
    answered(trial_round, [2])
    (enough,) = results_of([trial_round])
    first = enough.verdicts[0]
    assert (enough.is_enough, first.mean, first.counts) == (True, 4.0, [0, 1, 0, 2, 2])
    assert (round(first.low, 2), round(first.high, 2)) == (2.48, 5.0)


@pytest.mark.parametrize(("freedom", "expected"), [(4, 2.776), (9, 2.262), (29, 2.045), (1000, 1.962)])
def test_the_quantile_is_that_of_the_tables(freedom, expected):
    assert isclose(student(freedom), expected, abs_tol=0.0012)


@given(st.lists(st.integers(1, 5), min_size=5, max_size=60))
def test_an_interval_holds_its_mean_and_stays_within_the_scale(scores):
    low, high = interval_of(scores)
    assert 1 <= low <= sum(scores) / len(scores) + 1e-9
    assert sum(scores) / len(scores) - 1e-9 <= high <= 5
    assert low < high
    (verdict,) = verdicts_of(["x"], [[score] for score in scores])
    assert verdict.answers == len(scores)


def test_everybody_reads_results_when_it_is_over_and_no_name_or_word(client_of, mei, lin):
    trial_round = begun(capacity=9)
    made = trial_round.version.workpiece
    answered(trial_round, [5, 5, 4, 4, 2])
    assert results_for_everybody(made) == []
    end(trial_round)

    page = client_of().get(f"/workshop/{made.id}/").text
    told = str(client_of().get(f"{ROOT}/workpieces/{made.id}/trials").json())

    assert ("手感" in page, "'mean': 4.0" in told) == (True, True)
    assert not any(each in page + told for each in ("Tester", SECRET))
    assert SECRET in client_of(mei).get(f"/studio/workshop/rounds/{trial_round.id}/").text


def test_few_answers_are_told_to_nobody_one_by_one(client_of, mei, lin):
    trial_round = begun()
    answer_trial(accept_trial(trial_of(trial_round, lin)), [1, 2])
    end(trial_round)
    (told,) = client_of().get(f"{ROOT}/workpieces/{trial_round.version.workpiece_id}/trials").json()
    assert [each["counts"] for each in told["verdicts"]] == [None, None]


def test_a_member_says_yes_and_scores_on_the_page(client_of, mei, lin):
    trial, browser = trial_of(begun(), lin), client_of(lin)
    path = f"/trials/{trial.id}/"
    assert "试杯" in browser.get("/trials/").text
    browser.post(f"{path}acceptance/")
    assert browser.post(path, {"score-0": "9", "score-1": "1"}).status_code == 422
    browser.post(path, {"score-0": "4", "score-1": "5", "words": "好"})
    assert Trial.objects.get().scores == [4, 5]
    assert browser.get(path).status_code == 200
    assert client_of(mei).get(path).status_code == 404
    other = trial_of(begun(), mei)
    client_of(mei).post(f"/trials/{other.id}/refusal/")
    assert Trial.objects.get(pk=other.pk).declined_at


def test_staff_begin_choose_send_and_read(client_of, mei, lin):
    version, staff = write_version(shown_workpiece(), words()), client_of(mei)
    new = f"/studio/workshop/versions/{version.id}/rounds/new/"
    said = {"title": "试杯", "criteria": "手感\n隔热", "capacity": "3", "last_day": later(days=9).date().isoformat()}
    assert staff.post(new, said | {"capacity": "0"}).status_code == 422
    staff.post(new, said)
    trial_round = TrialRound.objects.get()
    path = f"/studio/workshop/rounds/{trial_round.id}/"
    assert [each.name for each in candidates(trial_round, name="Li")] == ["Lin"]
    assert lin.name in staff.get(f"{path}?rung={lin.rung}").text
    assert staff.post(f"{path}invitations/", {"members": ["x"]}).status_code == 422
    staff.post(f"{path}invitations/", {"members": [str(lin.pk)]})
    trial = accept_trial(Trial.objects.get())
    staff.post(f"/studio/workshop/trials/{trial.id}/sample/", {"sample": "一只杯"})
    assert "一只杯" in client_of(lin).get(f"/trials/{trial.id}/").text
    assert staff.get(f"/studio/workshop/versions/{version.id}/").status_code == 200
    assert client_of(lin).get(path).status_code == 404


def test_the_api_begins_invites_accepts_and_answers(client_of, mei, lin):
    version, staff, browser = write_version(shown_workpiece(), words()), client_of(mei), client_of(lin)
    body = {"title": "试杯", "criteria": ["手感"], "capacity": 1, "ends_at": later(days=1).isoformat()}
    made = send(staff, f"/studio/versions/{version.id}/rounds", body).json()
    invite = f"/studio/rounds/{made['id']}/invitations"
    assert send(staff, invite, {"member_ids": [str(lin.id)]}).json() == {"invited": 1}
    (trial,) = browser.get(f"{ROOT}/trials").json()["items"]
    path = f"/trials/{trial['id']}"
    assert send(browser, f"{path}/acceptance", method="delete").json()["declined_at"]
    assert send(browser, f"{path}/acceptance", method="put").json()["accepted_at"]
    assert send(staff, f"/studio{path}/sample", {"sample": "杯"}, "put").json()["sample"] == "杯"
    assert send(browser, f"{path}/answer", {"scores": [4]}, "put").json()["scores"] == [4]
    assert code(send(browser, f"{path}/answer", {"scores": [4, 4]}, "put")) == (422, "bad_scores")
    assert code(send(staff, f"{path}/answer", {"scores": [4]}, "put")) == (404, "not_found")
    read = staff.get(f"{ROOT}/studio/rounds/{made['id']}").json()
    assert (list(read["trials"]), read["results"]["answers"]) == ([str(lin.id)], 1)
    wrong = send(staff, f"/studio/versions/{version.id}/rounds", body | {"capacity": 0})
    assert wrong.json()["errors"][0]["pointer"] == "#/capacity"


def test_the_pages_cost_the_same_at_one_row_and_at_three(client_of, mei, lin):
    trial_round, staff, browser = begun(capacity=9), client_of(mei), client_of(lin)

    def one_more(number):
        answered(trial_round, [3])
        trial_of(begun(), lin)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/trials/").status_code == 200
            assert staff.get(f"/studio/workshop/rounds/{trial_round.id}/").status_code == 200
        return len(asked)

    one_more(1)
    cost()
    few = cost()
    one_more(2), one_more(3)
    assert cost() == few
