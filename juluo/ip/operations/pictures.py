"""A story told in pictures: which, in which order, with what below them, and how many everyone sees."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.media import Upload, describe_picture, keep_picture
from juluo.core.models import Media, Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line
from juluo.ip.facts.showing import PicturesChanged
from juluo.ip.models import CAPTION_LENGTH, Post, PostPicture
from juluo.ip.rules.pictures import MOST_PICTURES, check_more_pictures, check_order

FIELD = "pictures"


def add_pictures(post: Post, files: Sequence[Upload], *, by: Member) -> list[PostPicture]:
    """Put pictures behind those that the post shows; one that it shows already stays where it is.

    Refused: `plays_something`, `too_many`, and what `keep_picture` refuses; then none of them is added.
    """
    check_more_pictures(post, post.pictures.count(), len(files))
    media = [keep_picture(file, alt=post.title, member=by, field=FIELD) for file in files]
    return show_pictures(post, media)


@transaction.atomic
def show_pictures(post: Post, media: Sequence[Media]) -> list[PostPicture]:
    """Put pictures of the space behind those that the post shows."""
    post = _locked(post)
    known = list(post.pictures.order_by("place", "id"))
    shown = {each.media_id for each in known}
    new = [each for each in dict.fromkeys(media) if each.pk not in shown]
    check_more_pictures(post, len(known), len(new))
    if not new:
        return known
    first = known[-1].place + 1 if known else 1
    added = [PostPicture(post=post, media=each, place=first + at) for at, each in enumerate(new)]
    PostPicture.objects.bulk_create(added)
    post.kind = Post.Kind.PICTURES
    _changed(post)
    return [*known, *added]


@transaction.atomic
def describe_post_picture(picture: PostPicture, *, caption: str, alt: str) -> PostPicture:
    """Say what stands below the picture, and what it shows to who does not see it. The same again changes nothing."""
    post = _locked(picture.post)
    media = describe_picture(picture.media, alt=alt, focus=picture.media.focus)
    said = clean_line(caption, field="caption", most=CAPTION_LENGTH, least=0)
    if said == picture.caption:
        return picture
    picture.caption, picture.media = said, media
    picture.save(update_fields=["caption"])
    _changed(post)
    return picture


@transaction.atomic
def order_pictures(post: Post, picture_ids: Sequence[UUID]) -> list[PostPicture]:
    """Let the pictures stand in this order. The same order again changes nothing. Refused: `other_pictures`."""
    post = _locked(post)
    known = {each.pk: each for each in post.pictures.order_by("place", "id")}
    check_order(list(known), picture_ids)
    if list(known) == list(picture_ids):
        return list(known.values())
    ordered = [known[each] for each in picture_ids]
    for place, picture in enumerate(ordered, 1):
        picture.place = place
    PostPicture.objects.bulk_update(ordered, ["place"])
    _changed(post)
    return ordered


@transaction.atomic
def remove_picture(picture: PostPicture) -> None:
    """Take the picture out of the post; without any the post is an article. Gone already is gone."""
    post = _locked(picture.post)
    gone, _kinds = PostPicture.objects.filter(pk=picture.pk).delete()
    if not gone:
        return
    if not post.pictures.exists():
        post.kind = Post.Kind.ARTICLE
    _changed(post)


@transaction.atomic
def free_pictures(post: Post, count: int) -> Post:
    """Let everyone see the first `count` pictures of a post that not everyone reads to its end."""
    if not 0 <= count <= MOST_PICTURES:
        message = _("Choose a number from 0 to %(most)d.") % {"most": MOST_PICTURES}
        raise Refused(message, code="no_such_count", field="count", status=422)
    post = _locked(post)
    if post.free_pictures == count:
        return post
    post.free_pictures = count
    _changed(post)
    return post


def _locked(post: Post) -> Post:
    row: Post = Post.objects.select_for_update().get(pk=post.pk)
    return row


def _changed(post: Post) -> None:
    post.updated_at = clock.now()
    post.save(update_fields=["kind", "free_pictures", "updated_at"])
    if post.published_at:
        renew_pages()
    record(PicturesChanged(post_id=post.pk, pictures=post.pictures.count()))
