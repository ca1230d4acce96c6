"""What every page needs to show: money, people, time, icons."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from juluo.core import clock, form_focus
from juluo.core.accounts.devices import device_of
from juluo.core.faces import colour_of, initial_of
from juluo.core.locales import content_language
from juluo.core.money import Money
from juluo.core.phone_codes import phone_codes
from juluo.core.wording import MoneyParts, parts_of, worded

register = template.Library()


@register.filter
def money(amount: object) -> str:
    """Word money for reading, "¥1,168.00"; nothing for no amount."""
    return worded(amount) if isinstance(amount, Money) else ""


@register.filter
def money_parts(amount: object) -> MoneyParts | None:
    """Part money into sign, symbol, whole, decimals and unit, so that a page can size them."""
    return parts_of(amount) if isinstance(amount, Money) else None


@register.simple_tag
def price(money: object, was: object = None, size: str = "") -> SafeString:
    """Show a price with a large integer part, and what it was before, struck out."""
    if not isinstance(money, Money):
        return SafeString("")
    classes = f"price price-{size}" if size else "price"
    pieces = format_html_join("", '<span class="price-{}">{}</span>', _smaller(parts_of(money)))
    before = _before(was) if isinstance(was, Money) and was else ""
    return format_html('<span class="{}">{}</span>{}', classes, pieces, before)


def _smaller(parts: MoneyParts) -> list[tuple[str, str]]:
    whole = ("whole", parts.whole)
    pieces = [("symbol", f"{parts.sign}{parts.symbol}"), whole, ("decimals", parts.decimals), ("unit", parts.unit)]
    return [piece for piece in pieces if piece[1]]


def _before(was: Money) -> SafeString:
    return format_html(' <s class="price-was"><span class="vh">{} </span>{}</s>', _("Before:"), worded(was))


@register.filter
def initial(name: object) -> str:
    """Return the letter that stands for a person."""
    return initial_of(name)


@register.filter
def person_colour(key: object) -> int:
    """Give the same person the same of our six colours everywhere."""
    return colour_of(key)


@register.simple_tag
def timeago(at: datetime | None) -> str:
    """Say how long ago, with the absolute time in the element."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        here.isoformat(timespec="seconds"),
        _in_full(here.replace(tzinfo=None), get_language()),
        _ago(here, timezone.localtime(clock.now())),
    )


@lru_cache(2000)
def _in_full(here: datetime, _language: str | None) -> str:
    """The absolute time: lists show the same moments again and again, and wording one takes long."""
    return date_format(here, "DATETIME_FORMAT")


@register.simple_tag(takes_context=True)
def own_language(context: Context) -> SafeString:
    """The `lang` of what the space's people wrote; nothing where the page is in that language."""
    space = getattr(getattr(context, "request", None), "space", None)
    return content_language(space.language) if space else SafeString("")


@register.filter
def moment(at: datetime | None) -> str:
    """Say the absolute time, in the time zone of the page."""
    if at is None:
        return ""
    here = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>',
        here.isoformat(timespec="seconds"),
        date_format(here, "DATETIME_FORMAT"),
    )


def _ago(at: datetime, now: datetime) -> str:
    gone = now - at
    if gone < timedelta(0) or gone >= timedelta(days=7):
        return date_format(at, "DATE_FORMAT" if at.year != now.year else "MONTH_DAY_FORMAT")
    if gone >= timedelta(days=1):
        return ngettext("%(count)d day ago", "%(count)d days ago", gone.days) % {"count": gone.days}
    hours, minutes = divmod(gone.seconds // 60, 60)
    if hours:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    if minutes:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    return _("Just now")


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of our sprite. It is silent: say in words what it means."""
    classes = f"icon {extra}".rstrip()
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("img/icons.svg"),
        name,
    )


@register.filter
def first_wrong(form: object) -> str:
    """Name the first visible field that is wrong, "" if none is."""
    return form_focus.first_wrong(form) if isinstance(form, BaseForm) else ""


@register.simple_tag
def home_url() -> str:
    """Return where the acting space begins: `/`, or `/@slug/` where spaces share a host."""
    return get_script_prefix()


@register.simple_tag(takes_context=True)
def here(context: Context, places: Iterable[Mapping[str, Any]] | None) -> str:
    """Return the URL of the place the page lies in: the longest that the path begins with."""
    request = context.get("request")
    path = getattr(request, "path", "")
    urls = [str(place["url"]) for place in places or ()]
    return max((url for url in urls if _leads_to(url, path)), key=len, default="")


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != get_script_prefix() and path.startswith(url))


@register.filter
def device(user_agent: str) -> str:
    """Say which browser on which device, as far as it tells: "Chrome · Android"."""
    return device_of(user_agent)


@register.simple_tag
def takes_phones() -> bool:
    """Whether codes can be sent to phones here."""
    return phone_codes().is_available()
