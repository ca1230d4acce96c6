"""What the law allows a commission plan to be: dated rules, each with its article and where it was read."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure that the law of a jurisdiction sets (or suggests) from a day on."""

    code: str
    jurisdiction: str
    effective_from: date
    value: int
    source: str
    article: str


RULES = (
    Rule("most_layers", "CN", date(2005, 11, 1), 1, "禁止传销条例（国务院令第444号）", "第七条第（三）项"),
    Rule("most_cap_bp", "CN", date(2005, 12, 1), 3000, "直销管理条例（国务院令第443号）", "第二十四条"),
)
"""The second is made for licensed direct sellers; everybody else does well to stay below it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a plan is to say; rates in basis points (1/100 of a percent)."""

    rate_bp: int
    cap_bp: int = 3000
    layers: int = 1
    self_purchase: bool = False
    protected_days: int = 30
    lifetime_days: int = 365


def rule_in_force(code: str, on: date) -> Rule:
    """The latest rule `code` that is effective `on` that day."""
    return max((rule for rule in RULES if rule.code == code and rule.effective_from <= on), key=_since)


def check_terms(terms: Terms, on: date) -> None:
    """Refuse a plan that the law does not allow, with the article, and one that makes no sense."""
    layers, cap = rule_in_force("most_layers", on), rule_in_force("most_cap_bp", on)
    if terms.layers > layers.value:
        message = _(
            "A plan pays one layer: whoever shared. Paying a member for the sales of people they brought is forbidden"
            " by %(article)s of %(source)s. Raise the rate of the one layer instead, up to the cap."
        )
        raise Refused(message % _named(layers), code="too_many_layers", field="layers")
    if terms.cap_bp > cap.value:
        message = _(
            "All commission on a line together stays within %(percent)d %% of the cash paid (%(source)s, %(article)s)."
        )
        raise Refused(message % _named(cap), code="cap_too_high", field="cap")
    _check_sense(terms)


def _check_sense(terms: Terms) -> None:
    if terms.layers < 1:
        raise Refused(_("A plan has one layer."), code="bad_layers", field="layers", status=422)
    if not 0 <= terms.rate_bp <= terms.cap_bp:
        raise Refused(_("The rate lies between zero and the cap."), code="bad_rate", field="rate", status=422)
    if not 1 <= terms.lifetime_days <= 3650:  # noqa: PLR2004 - ten years
        message = _("A binding lives between 1 and 3650 days.")
        raise Refused(message, code="bad_lifetime", field="lifetime_days", status=422)
    if not 0 <= terms.protected_days <= terms.lifetime_days:
        message = _("A binding is protected for a part of its lifetime.")
        raise Refused(message, code="bad_protection", field="protected_days", status=422)


def _since(rule: Rule) -> date:
    return rule.effective_from


def _named(rule: Rule) -> dict[str, object]:
    return {"source": rule.source, "article": rule.article, "percent": rule.value // 100}
