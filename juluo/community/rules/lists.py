"""Word lists that come with the house: dated, each with the rule it serves and where that was read.

They are a beginning, and no judgement: what they find waits for a person. A space puts them to use or not.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Template:
    """A list for a rule of a jurisdiction, in force from a day on."""

    code: str
    title: Promise
    jurisdiction: str
    effective_from: date
    source: str
    article: str
    words: tuple[str, ...]


TEMPLATES = (
    Template(
        "minors_cn",
        _("Fundraising for idols, ranking votes and steered talk"),
        "CN",
        date(2024, 1, 1),
        "未成年人网络保护条例（国务院令第766号）",
        "第四十五条",
        (
            "应援集资", "集资应援", "集资打榜", "应援金", "应援费", "打投集资", "投票打榜", "刷榜", "冲榜集资",
            "打榜任务", "刷量控评", "控评", "控评组", "数据组任务", "轮博任务", "集资链接", "倒奶打投",
            "粉丝集资", "有偿打投", "代打投",
        ),
    ),
    Template(
        "equity_cn",
        _("Promised returns and shares for fans"),
        "CN",
        date(2021, 5, 1),
        "防范和处置非法集资条例（国务院令第737号）",
        "第二条、第十九条第（三）项",
        (
            "保本付息", "稳赚不赔", "高额回报", "原始股", "躺赚", "保底收益", "拉人头", "静态收益", "入股分红",
            "承诺回报",
        ),
    ),
)  # fmt: skip


def template_named(code: str) -> Template | None:
    return next((each for each in TEMPLATES if each.code == code), None)


def templates_in_force(on: date) -> list[Template]:
    return [each for each in TEMPLATES if each.effective_from <= on]
