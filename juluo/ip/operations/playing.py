"""What plays at the top of a post: sound or film of our own, or the player of another host. One at a time."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, Recording
from juluo.core.publishing import renew_pages
from juluo.core.recordings.keeping import Sent, examine, forget_recording, stored
from juluo.core.refusals import Refused
from juluo.ip.facts.showing import EmbedPut, PlayerTakenOff, RecordingPut
from juluo.ip.models import Post
from juluo.ip.rules.embeds import embed_at


def put_recording(post: Post, file: Sent, *, by: Member) -> Post:
    """Let the post begin with this sound or film, instead of what played there. The same file again changes nothing.

    Refused: `too_heavy` (413), `not_a_recording`, `cut_short`, `shows_pictures`. What is refused leaves no file behind.
    """
    _check_no_pictures(post)
    with stored(examine(file), by=by) as recording, transaction.atomic():
        return _put(_locked(post), recording)


@transaction.atomic
def put_embed(post: Post, link: str) -> Post:
    """Let the post begin with what the address shows, in the player of its host. Nothing is fetched from there.

    Refused: `unknown_host`, `unknown_address`, `shows_pictures`.
    """
    embed = embed_at(link)
    post = _locked(post)
    _check_no_pictures(post)
    if post.embed == str(embed):
        return post
    _clear(post)
    post.embed = str(embed)
    post.kind = Post.Kind.AUDIO if embed.host.sound else Post.Kind.VIDEO
    _save(post)
    record(EmbedPut(post_id=post.pk, embed=post.embed))
    return post


@transaction.atomic
def take_player_off(post: Post) -> Post:
    """Let the post begin with its text. Done already is done."""
    post = _locked(post)
    if post.kind not in {Post.Kind.AUDIO, Post.Kind.VIDEO}:
        return post
    _clear(post)
    _save(post)
    record(PlayerTakenOff(post_id=post.pk))
    return post


def release_recording(recording: Recording) -> None:
    """Delete a recording with its file, unless a post plays it."""
    if not Post.objects.filter(recording=recording).exists():
        forget_recording(recording)


def _put(post: Post, recording: Recording) -> Post:
    _check_no_pictures(post)
    if post.recording and post.recording.digest == recording.digest:
        return post
    _clear(post)
    recording.save(force_insert=True)
    post.recording = recording
    post.kind = Post.Kind.VIDEO if recording.is_film else Post.Kind.AUDIO
    _save(post)
    record(RecordingPut(post_id=post.pk, recording_id=recording.pk, content_type=recording.content_type))
    return post


def _locked(post: Post) -> Post:
    row: Post = Post.objects.select_for_update().get(pk=post.pk)
    return row


def _check_no_pictures(post: Post) -> None:
    if post.kind == Post.Kind.PICTURES:
        message = _("This post shows pictures. Take them out first; then it can play something.")
        raise Refused(message, code="shows_pictures")


def _clear(post: Post) -> None:
    """Take off what plays now; a recording of ours is deleted."""
    played = post.recording
    post.recording, post.embed, post.kind = None, "", Post.Kind.ARTICLE
    if played:
        _save(post)
        release_recording(played)


def _save(post: Post) -> None:
    post.updated_at = clock.now()
    post.save(update_fields=["recording", "embed", "kind", "updated_at"])
    if post.published_at:
        renew_pages()
