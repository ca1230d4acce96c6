"""Words that staff keep for their decisions."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.community.facts.moderation import PhraseKept, PhraseRemoved
from juluo.community.models import PHRASE_TITLE_LENGTH, SANCTION_WORDS_LENGTH, Phrase
from juluo.core.facts import record
from juluo.core.refusals import Refused
from juluo.core.texts import clean_line

MOST_PHRASES = 100


@transaction.atomic
def keep_phrase(title: str, words: str) -> Phrase:
    """Keep words under a title, in place of what stood there. The same again changes nothing.

    Refused with `too_many` beyond a hundred.
    """
    title = clean_line(title, field="title", most=PHRASE_TITLE_LENGTH)
    words = clean_line(words, field="words", most=SANCTION_WORDS_LENGTH)
    row: Phrase = Phrase.objects.select_for_update().filter(title=title).first() or Phrase(title=title)
    if row.words == words:
        return row
    if row._state.adding and Phrase.objects.count() >= MOST_PHRASES:
        raise Refused(_("You keep enough words. Remove some first."), code="too_many")
    row.words = words
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return Phrase.objects.get(title=title)
    record(PhraseKept(phrase_id=row.pk, title=title))
    return row


@transaction.atomic
def remove_phrase(phrase: Phrase) -> None:
    """Keep it no longer. Gone already is gone."""
    if Phrase.objects.filter(pk=phrase.pk).delete()[0]:
        record(PhraseRemoved(phrase_id=phrase.pk, title=phrase.title))
