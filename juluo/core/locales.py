"""Languages and time zones: which there are, and which a reader asks for."""

from zoneinfo import available_timezones

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from juluo.core.refusals import Refused

TIME_ZONES = (
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo",
    "Asia/Seoul", "Asia/Bangkok", "Asia/Dubai", "Australia/Sydney", "Pacific/Auckland", "Europe/London",
    "Europe/Paris", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Toronto", "America/Vancouver", "America/Sao_Paulo", "UTC",
)  # fmt: skip
"""Those that a browser proposes; any other that exists is taken too."""
_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def check_language(code: str) -> None:
    """Refused with `no_such_language` unless Juluo speaks it; "" asks for none."""
    if code and code not in dict(settings.LANGUAGES):
        raise Refused(_("Juluo does not speak this language."), code="no_such_language", field="language", status=422)


def check_time_zone(name: str) -> None:
    """Refused with `no_such_time_zone` unless it is in the IANA database; "" asks for none."""
    if name and name not in available_timezones():
        message = _("Choose a time zone from the list, such as Asia/Shanghai.")
        raise Refused(message, code="no_such_time_zone", field="time_zone", status=422)


def asks_for_language(chosen: str, accepted: str) -> bool:
    """Whether a reader chose a language here, or their browser (`Accept-Language`) names one that Juluo speaks."""
    spoken = dict(settings.LANGUAGES)
    return chosen in spoken or any(_is_spoken(code) for code, _weight in parse_accept_lang_header(accepted))


def tag_of(language: str) -> str:
    """The language as BCP 47 writes it: "zh-Hans"."""
    return _TAGS.get(language, language)


def content_language(language: str) -> SafeString:
    """The `lang` of what a space's people wrote, where the page around it is in another language (WCAG 3.1.2)."""
    return SafeString("") if language == get_language() else format_html('lang="{}"', tag_of(language))


def _is_spoken(code: str) -> bool:
    try:
        return bool(get_supported_language_variant(code))
    except LookupError:
        return False
