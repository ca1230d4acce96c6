"""The references of the benchmarks write what an order writes, and a large space can be made small."""

import random
import re

import pytest
from django.db import connection

from juluo.cli.bench.multitude import Size, fill
from juluo.cli.bench.references import ORDER_ROWS
from juluo.core.models import Member
from juluo.ip.models import Comment, Follow, Post
from juluo.ip.queries.digests import is_digest_due

_INSERTS = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")
_NEEDED = """
SELECT column_name FROM information_schema.columns
WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
  AND is_identity = 'NO' AND is_generated = 'NEVER'
"""


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "named"), _INSERTS.findall(ORDER_ROWS))
def test_the_raw_rows_name_every_column_that_must_be_filled(table, named):
    with connection.cursor() as cursor:
        cursor.execute(_NEEDED, [table])
        needed = {name for (name,) in cursor.fetchall()}
    assert needed
    assert needed <= {name.strip(' \n"') for name in named.split(",")}


def test_a_space_grows_by_the_numbers_that_one_asks_for(mei):
    words = fill(mei, Size(members=7, posts=20, comments=200), random.Random(7))

    assert len(words) == len(words[0]) * 10_000
    assert (Member.objects.count(), Post.objects.published().count(), Comment.objects.count()) == (8, 20, 200)
    assert not is_digest_due()
    assert Follow.objects.count() == 8
    talked = [Comment.objects.filter(post=post).count() for post in Post.objects.order_by("-id")[:5]]
    assert talked[0] == max(talked) > talked[-1]
    assert all(
        each.post_id == each.thread.post_id for each in Comment.objects.exclude(thread=None).select_related("thread")
    )
