from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from juluo.core import clock
from juluo.core.money import Money
from juluo.core.templatetags.juluo import initial, person_colour

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english_at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


def drawn(source, **context):
    return Template("{% load juluo %}" + source).render(Context(context))


class AddressForm(forms.Form):
    name = forms.CharField(help_text="As on the parcel")
    phone = forms.CharField()


@pytest.mark.parametrize(
    ("gone", "reads"),
    [
        (timedelta(seconds=20), "Just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=8), "November 14"),
        (timedelta(days=400), "Oct. 18, 2025"),
        (timedelta(hours=-1), "November 22"),
    ],
)
def test_time_is_told_relative_and_kept_absolute(gone, reads):
    html = drawn("{% timeago at %}", at=NOW - gone)
    assert f">{reads}</time>" in html
    assert 'datetime="2' in html


def test_the_price_shows_whole_and_decimals_apart():
    html = drawn("{% price money %}", money=Money(116_800, "CNY"))
    assert html == (
        '<span class="price"><span class="price-symbol">¥</span><span class="price-whole">1,168</span>'
        '<span class="price-decimals">.00</span></span>'
    )


def test_no_amount_shows_nothing():
    assert drawn("{% price money %}{{ money|money }}", money=None).strip() == ""


def test_an_invalid_field_is_tied_to_its_error_and_keeps_its_value():
    form = AddressForm({"name": "<Lin>", "phone": ""})
    html = render_to_string("components/forms.html#form", {"form": form})
    assert 'value="&lt;Lin&gt;"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_phone_error"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'href="#id_phone"' in html


def test_a_valid_form_shows_no_summary():
    html = render_to_string("components/forms.html#form", {"form": AddressForm()})
    assert "form-errors" not in html


def test_the_place_with_the_longest_matching_url_is_where_we_are():
    places = [{"url": "/"}, {"url": "/studio/"}, {"url": "/studio/orders/"}]
    at = {path: drawn("{% here places %}", places=places, request=SimpleNamespace(path=path))
          for path in ["/", "/studio/", "/studio/orders/7/", "/elsewhere/"]}  # fmt: skip
    assert at == {"/": "/", "/studio/": "/studio/", "/studio/orders/7/": "/studio/orders/", "/elsewhere/": ""}


@pytest.mark.parametrize(("name", "letter"), [("林一", "林"), ("  mei", "M"), ("🌱 Hao", "H"), ("", "?"), ("🌱", "?")])
def test_an_avatar_shows_the_first_letter(name, letter):
    assert initial(name) == letter


def test_a_person_keeps_one_of_six_colours():
    colours = [person_colour(key) for key in range(100)]
    assert set(colours) == {1, 2, 3, 4, 5, 6}
    assert colours == [person_colour(key) for key in range(100)]


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "409", "413", "429", "500", "503"])
def test_error_pages_need_no_request(status):
    html = render_to_string(f"{status}.html")
    assert "<h1>" in html
    assert 'class="button"' in html


def test_allauth_pages_wear_our_layout():
    html = render_to_string("account/verification_sent.html", {"space": SimpleNamespace(name="Tea")})
    assert '<p class="masthead"><a href="/">Tea</a></p>' in html
