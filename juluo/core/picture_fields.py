"""What forms with a picture share: the file, what it shows in words, and the point that stays when it is cut."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juluo.core.media import WHOLE, describe_picture, keep_picture
from juluo.core.models import Media, Member
from juluo.core.number_fields import WholeNumberField

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"


class PictureInput(forms.FileInput):
    """Drawn as an uploader. The picture there is now is the field's initial value."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED})


class FocusInput(forms.MultiWidget):
    """Two numbers in percent; with scripts a point on the picture."""

    def __init__(self) -> None:
        super().__init__([forms.NumberInput(), forms.NumberInput()])

    def decompress(self, value: Any) -> list[int | None]:
        return list(value) if value else [None, None]


class FocusField(forms.MultiValueField):
    """A point of a picture: percent from its left and from its top, or None."""

    widget = FocusInput

    def __init__(self) -> None:
        parts = (WholeNumberField(min_value=0, max_value=WHOLE), WholeNumberField(min_value=0, max_value=WHOLE))
        super().__init__(parts, required=False, require_all_fields=False, label=_("What stays in sight"),
                         help_text=_("Cards and posters cut the picture around this point, in percent."))  # fmt: skip

    def compress(self, data_list: list[int | None]) -> tuple[int, int] | None:
        x, y = data_list or (None, None)
        return None if x is None or y is None else (x, y)


class PictureForm(forms.Form):
    """A form whose field `picture_name` holds a picture."""

    picture_name = "picture"

    alt = forms.CharField(
        label=_("What the picture shows"), max_length=200, required=False,
        help_text=_("Read aloud to those who do not see it. Left empty, the title stands in."),
    )  # fmt: skip
    focus = FocusField()

    def __init__(self, *args: Any, known: Media | None = None, **kwargs: Any) -> None:
        told = {self.picture_name: known, "alt": known.alt, "focus": known.focus} if known else {"focus": (50, 50)}
        super().__init__(*args, **kwargs | {"initial": (kwargs.get("initial") or {}) | told})
        self.order_fields([name for name in self.fields if name not in {"alt", "focus"}])
        self.known = known

    def kept(self, *, by: Member, title: str) -> Media | None:
        """The picture just chosen, or the one there was, described as the form says; `title` describes a silent one."""
        given, chosen = self.cleaned_data[self.picture_name], self.cleaned_data
        new = given if given is not self.known else None
        picture = keep_picture(new, alt=title, member=by, field=self.picture_name) if new else self.known
        if picture is None:
            return None
        alt = chosen["alt"] if "alt" in self.changed_data else picture.alt
        focus = chosen["focus"] if "focus" in self.changed_data else None
        return describe_picture(picture, alt=alt, focus=focus or picture.focus)
