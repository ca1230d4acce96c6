"""The studio's page about what stands at the top of a post, which several small forms lead back to."""

from typing import Any

from django import forms
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from juluo.core.http import MemberRequest, show
from juluo.core.number_fields import WholeNumberField
from juluo.core.picture_fields import ACCEPTED as PICTURES
from juluo.core.recordings.formats import ACCEPTED
from juluo.ip.models import CAPTION_LENGTH, Post
from juluo.ip.queries.showing import pictures_of, shown_of
from juluo.ip.rules.audience import is_walled
from juluo.ip.rules.embeds import LINK_LENGTH
from juluo.ip.rules.pictures import MOST_PICTURES


class RecordingForm(forms.Form):
    recording = forms.FileField(
        label=_("Sound or film"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("MP3, M4A, Ogg, WAV or FLAC; MP4 or WebM. The cover of the post is the poster of its film."),
    )


class EmbedForm(forms.Form):
    link = forms.CharField(
        label=_("Address at another host"),
        max_length=LINK_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Nothing is loaded from there before a reader presses play."),
    )


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _SeveralField(forms.FileField):
    """The files of one input, as a list."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(_SeveralField, self).clean(each, initial) for each in data or [None]]


class PicturesForm(forms.Form):
    pictures = _SeveralField(
        label=_("More pictures"),
        widget=_Several(attrs={"accept": PICTURES}),
        help_text=_("They come behind the ones that are there, in the order in which you choose them."),
    )


class PictureWordsForm(forms.Form):
    caption = forms.CharField(label=_("What stands below it"), max_length=CAPTION_LENGTH, required=False)
    alt = forms.CharField(label=_("What the picture shows"), max_length=200, required=False)


class FreePicturesForm(forms.Form):
    count = WholeNumberField(
        label=_("So many pictures everyone sees"),
        min_value=0,
        max_value=MOST_PICTURES,
        help_text=_("The others stand behind the wall, with the rest of the text."),
    )


def showing_page(request: MemberRequest, post: Post, wrong: BaseForm | None = None) -> HttpResponse:
    """The page with all its forms; `wrong` is the one that was sent and says why it was refused."""
    shown = shown_of(post, whole=True)
    context: dict[str, Any] = {"post": post, "shown": shown, "is_walled": is_walled(post)}
    context["recording_form"] = _this(wrong, RecordingForm)
    context["embed_form"] = _this(wrong, EmbedForm)
    context["pictures_form"] = _this(wrong, PicturesForm)
    context["free_form"] = _this(wrong, FreePicturesForm, {"count": post.free_pictures})
    context["pictures"] = pictures_of(post)
    return show(request, "ip/studio/showing.html", context, status=422 if wrong else 200)


def _this(wrong: BaseForm | None, kind: type[BaseForm], initial: dict[str, Any] | None = None) -> BaseForm:
    return wrong if isinstance(wrong, kind) else kind(initial=initial)
