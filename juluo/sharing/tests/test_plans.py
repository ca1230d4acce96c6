import pytest
from django.db import IntegrityError

from juluo.core.refusals import Refused
from juluo.sharing.models import Plan
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms


def test_new_terms_are_a_new_version_and_the_same_terms_are_none(space):
    assert publish_plan(Terms(rate_bp=500)).number == 1
    assert publish_plan(Terms(rate_bp=800)).number == 2
    assert publish_plan(Terms(rate_bp=800)).number == 2


@pytest.mark.parametrize(
    ("terms", "code", "words"),
    [
        ({"layers": 2}, "too_many_layers", "禁止传销条例（国务院令第444号）"),
        ({"layers": 3}, "too_many_layers", "第七条第（三）项"),
        ({"cap_bp": 3001}, "cap_too_high", "直销管理条例（国务院令第443号）"),
        ({"rate_bp": 3001}, "bad_rate", ""),
        ({"rate_bp": -1}, "bad_rate", ""),
        ({"layers": 0}, "bad_layers", ""),
        ({"lifetime_days": 0}, "bad_lifetime", ""),
        ({"protected_days": 366}, "bad_protection", ""),
    ],
)
def test_unlawful_or_senseless_terms_are_refused_with_the_article(space, terms, code, words):
    with pytest.raises(Refused) as refusal:
        publish_plan(Terms(**{"rate_bp": 500} | terms))
    assert refusal.value.code == code
    assert words in refusal.value.message
    assert not Plan.objects.exists()


def test_the_database_too_knows_the_limits(plan):
    for change in ({"layers": 3}, {"rate_bp": 4000}, {"cap_bp": 20_000}, {"protected_days": 1000}):
        with pytest.raises(IntegrityError):
            Plan.objects.update(**change)
