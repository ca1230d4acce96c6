import pytest
from django.utils import translation

from juluo.core.money import POINTS, Money
from juluo.core.wording import parts_of, worded


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("minor", "currency", "reads"),
    [
        (16800, "CNY", "¥168.00"),
        (-5, "CNY", "-¥0.05"),
        (0, "CNY", "¥0.00"),
        (513040099, "CNY", "¥5,130,400.99"),
        (1250, "KWD", "KWD 1.250"),
        (500, "JPY", "JP¥500"),
        (30, POINTS, "30 points"),
        (1, POINTS, "1 point"),
    ],
)
def test_money_reads_in_its_own_decimals(minor, currency, reads):
    assert worded(Money(minor, currency)) == reads


def test_chinese_groups_thousands_by_three():
    with translation.override("zh-hans"):
        assert worded(Money(4_218_00, "CNY")) == "¥4,218.00"


def test_the_parts_read_as_one_when_put_together():
    parts = parts_of(Money(-16_805, "GBP"))
    assert (parts.sign, parts.symbol, parts.whole, parts.decimals, parts.unit) == ("-", "£", "168", ".05", "")
    assert str(parts) == "-£168.05"
