"""The diary of a workpiece: posts that tell how it is made."""

from django.db import transaction

from juluo.core.facts import record
from juluo.core.publishing import renew_pages
from juluo.ip.models import DiaryEntry, Post, Workpiece
from juluo.ip.workshop_facts import DiaryLeft, DiaryTold


@transaction.atomic
def tell_in_diary(post: Post, workpiece: Workpiece) -> DiaryEntry:
    """Let the post stand in the diary of the workpiece, and in no other. Twice is once."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    entry, made = DiaryEntry.objects.get_or_create(post=post, defaults={"workpiece": workpiece})
    if made or entry.workpiece_id != workpiece.pk:
        entry.workpiece = workpiece
        entry.save(update_fields=["workpiece"])
        renew_pages()
        record(DiaryTold(post_id=post.pk, workpiece_id=workpiece.pk))
    return entry


@transaction.atomic
def leave_diary(post: Post) -> None:
    """Let the post stand in no diary. Twice is once."""
    entry = DiaryEntry.objects.select_for_update().filter(post=post).first()
    if entry:
        record(DiaryLeft(post_id=post.pk, workpiece_id=entry.workpiece_id))
        entry.delete()
        renew_pages()
