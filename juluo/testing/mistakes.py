"""Forms filled in wrongly, and what a page must do: say so beside each field, lead there, keep what was typed."""

from collections.abc import Iterator
from typing import Any

from django import forms

from juluo.testing.forms_met import Met
from juluo.testing.pages_read import Element, PageRead

_NUMBERS = (forms.IntegerField, forms.DecimalField, forms.FloatField)
_TYPED = {"text", "email", "tel", "url", "number", "date", "time", "datetime-local", ""}


def mistaken(name: str, asked: forms.Field, plain: str) -> str | None:
    """What goes wrong in this field; None leaves it out, and `plain` where nothing can."""
    if isinstance(asked, forms.BooleanField):
        return None if asked.required else plain
    if isinstance(asked, _NUMBERS):
        return "twelve"
    if isinstance(asked, forms.ChoiceField):
        return "none of these"
    if isinstance(asked, forms.EmailField):
        return "no address"
    if asked.required:
        return ""
    longest = getattr(asked, "max_length", None)
    return "x" * (longest + 1) if longest else plain


def bodies(met: Met, plain: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The form with everything wrong, and with one field wrong at a time."""
    wrong = {name: mistaken(name, each, plain.get(name, "")) for name, each in met.fields.items()}
    yield "everything", {name: value for name, value in (plain | wrong).items() if value is not None}
    for name, value in wrong.items():
        if value != plain.get(name):
            body = {each: said for each, said in plain.items() if each != name}
            yield name, body if value is None else body | {name: value}


def complaints(page: str, said: dict[str, str]) -> Iterator[str]:
    """What is missing on a page that shows a form again. Nothing is said of a page that shows no mistake."""
    read = PageRead(page)
    summaries = [each for each in read.elements if "form-errors" in each.classes]
    wrong = [each for each in read.elements if each.attrs.get("aria-invalid") == "true"]
    if not summaries:
        yield "no summary"
        return
    yield from _of_summaries(read, summaries)
    yield from (fault for each in wrong for fault in _of_field(read, each))
    yield from _of_focus(read, wrong, summaries)
    yield from _of_ids(read)
    yield from _of_values(read, summaries, said)


def _of_summaries(read: PageRead, summaries: list[Element]) -> Iterator[str]:
    for summary in summaries:
        links = [each.attrs.get("href", "") for each in read.within(summary) if each.tag == "a"]
        yield from (f"the summary leads to {link}, where nothing is" for link in links if not read.with_id(link[1:]))
        if not summary.text.strip():
            yield "the summary says nothing"
        if summary.attrs.get("role") != "alert":
            yield "the summary is no alert"
    linked = {each.attrs.get("href", "")[1:] for summary in summaries for each in read.within(summary)}
    for error in (each for each in read.elements if "field-error" in each.classes and "hidden" not in each.attrs):
        around = {each.attrs.get("id", "") for each in error.inside}
        if not (around | {error.attrs.get("id", "").removesuffix("_error")}) & linked:
            yield f"no link leads to {error.text.strip()!r}"


def _of_field(read: PageRead, wrong: Element) -> Iterator[str]:
    described = wrong.attrs.get("aria-describedby", "")
    for outer in wrong.inside:
        described += f" {outer.attrs.get('aria-describedby', '')}" if outer.tag == "fieldset" else ""
    sayings = [each for name in described.split() for each in read.with_id(name) if "field-error" in each.classes]
    if not any(each.text.strip() for each in sayings):
        yield f"{wrong.attrs.get('name')} is wrong and does not say why"


def _of_focus(read: PageRead, wrong: list[Element], summaries: list[Element]) -> Iterator[str]:
    focused = next((each for each in read.elements if "autofocus" in each.attrs), None)
    wanted = wrong[0] if wrong else summaries[0]
    if focused is not wanted:
        where = focused.attrs.get("name", "the summary") if focused else "nothing"
        yield f"the focus is on {where}, not on {wanted.attrs.get('name') or 'the summary'}"


def _of_ids(read: PageRead) -> Iterator[str]:
    """What lies in a template is no part of the page yet."""
    drawn = [each for each in read.elements if "template" not in {outer.tag for outer in each.inside}]
    names = [each.attrs["id"] for each in drawn if each.attrs.get("id")]
    yield from (f"two have the id {name}" for name in sorted({each for each in names if names.count(each) > 1}))


def _of_values(read: PageRead, summaries: list[Element], said: dict[str, str]) -> Iterator[str]:
    """Only of the form that has the summary: another on the page may ask for something of the same name."""
    around = [each for summary in summaries for each in summary.inside if each.tag == "form"]
    shown: dict[str, Any] = {}
    for each in [met for form in around for met in read.within(form)] if around else read.elements:
        name = each.attrs.get("name", "")
        if each.tag == "textarea":
            shown[name] = each.text.strip()
        elif each.tag == "input" and each.attrs.get("type", "") in _TYPED:
            shown[name] = each.attrs.get("value", "")
    for name, value in said.items():
        if name in shown and value.strip() and shown[name] != value.strip():
            yield f"{name} held {value[:20]!r} and holds {shown[name][:20]!r}"
