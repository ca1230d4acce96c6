"""A thread recomposed into an article, with credit to its voices."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.ip.models import Comment, Post, Quotation
from juluo.ip.operations.posts import PostWords, write_post
from juluo.ip.queries.quotations import MOST_QUOTED
from juluo.ip.rules.comments import check_is_said
from juluo.ip.workshop_facts import ThreadRecomposed, WordsWithdrawn


@transaction.atomic
def recompose(author: Member, source: Post, title: str, comments: Sequence[Comment]) -> Post:
    """Write a draft that quotes these comments on `source` in this order; each quoted member is told.

    The draft is for those who read the source. Refused: `nothing_chosen`, `too_many`, `comment_gone`.
    """
    chosen = list({each.pk: each for each in comments}.values())
    _check_chosen(source, chosen)
    now = clock.now()
    quoted = [Quotation(comment=each, member=each.author, at=now) for each in chosen]
    lines = [*(f"::voice[{each.pk}]" for each in quoted), f"::voices[{quoted[0].pk}]"]
    post = write_post(author, PostWords(title=title, text="\n\n".join(lines), audience=source.audience))
    for each in quoted:
        each.post = post
    Quotation.objects.bulk_create(quoted)
    record(ThreadRecomposed(post_id=post.pk, source_id=source.pk, quotation_ids=tuple(str(each.pk) for each in quoted)))
    return post


@transaction.atomic
def withdraw_words(quotation: Quotation) -> Quotation:
    """Be quoted there no longer: the article leaves the words out, published or not. Twice is once."""
    rows = Quotation.objects.select_for_update(of=("self",)).select_related("comment", "post")
    row: Quotation = rows.get(pk=quotation.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        renew_pages()
        record(WordsWithdrawn(quotation_id=row.pk, post_id=row.post_id))
    return row


def _check_chosen(source: Post, chosen: Sequence[Comment]) -> None:
    if not chosen:
        raise Refused(_("Choose whom to quote."), code="nothing_chosen", field="comment_ids", status=422)
    if len(chosen) > MOST_QUOTED:
        message = _("Quote at most %(most)d comments.") % {"most": MOST_QUOTED}
        raise Refused(message, code="too_many", field="comment_ids", status=422)
    for each in chosen:
        check_is_said(each)
        if each.post_id != source.pk:
            message = _("One of these comments is about another post.")
            raise Refused(message, code="another_post", field="comment_ids", status=422)
