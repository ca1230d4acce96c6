"""Two spaces: ours, from which we ask, and theirs, whose rows are marked and must stay unseen and unchanged."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from juluo.core.fields import SpaceForeignKey
from juluo.core.ids import uuid7
from juluo.core.models import ApiKey, Member, Space
from juluo.core.search.index import rebuild
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment, Post
from juluo.testing.isolation.filler import Filling, space_models

CANARY = "qzcnry"
OURS = "weours"

_ID_WORDS = ("id", "ref", "code", "slug", "sku", "key", "prefix", "reason", "name", "provider")
_CONTENTS = ("right", "content")
_OTHERWISE = {"thing_id": Comment, "key_id": ApiKey}
"""Names that no model and no field has: what was said (`said` is "comment" in `FIXED`), and a key of the API."""
_TABLES = """
    SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'space_id' AND NOT attisdropped) ORDER BY 1"""


@dataclass
class World:
    """`ours` and `theirs` are spaces; the fillings hold what was put into each; `admin` sees both."""

    ours: Space
    theirs: Space
    admin: psycopg.Connection[Any]
    our_rows: Filling
    their_rows: Filling

    def digest(self) -> dict[str, str]:
        """A digest of every table's rows of their space, and of the space itself."""
        digests = {}
        for (table,) in self.admin.execute(_TABLES).fetchall():
            question = sql.SQL("SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"
                               " WHERE space_id = %s").format(sql.Identifier(table))  # fmt: skip
            digests[table] = self._one(question)
        digests["core_space"] = self._one(sql.SQL("SELECT md5(t::text) FROM core_space t WHERE id = %s"))
        return digests

    def mend(self) -> None:
        """Undo what an unsafe request may have done to our own askers: one may have left, another been banned."""
        self.admin.execute(
            "UPDATE core_member SET left_at = NULL, banned_at = NULL WHERE space_id = %s AND NOT (left_at IS NULL"
            " AND banned_at IS NULL)",
            [self.ours.id],
        )

    @cached_property
    def their_ids(self) -> set[str]:
        """Every id that only their space knows."""
        return {str(row.pk) for rows in self.their_rows.rows.values() for row in rows} | {str(self.theirs.id)}

    @cached_property
    def their_tokens(self) -> re.Pattern[str]:
        return re.compile("|".join([CANARY, *sorted(self.their_ids)]))

    def _one(self, question: sql.SQL | sql.Composed) -> str:
        row = self.admin.execute(question, [self.theirs.id]).fetchone()
        return str(row[0]) if row else ""


def build_world(ours: Space, theirs: Space, admin: psycopg.Connection[Any]) -> World:
    """Fill both spaces. `ours` is acting; theirs is entered for the time of the filling."""
    with acting_in(theirs):
        their_rows = Filling(CANARY).fill()
        Member.objects.update(name=CANARY)
        _index()
    with acting_in(ours):
        our_rows = Filling(OURS).fill()
        _index()
    Space.objects.filter(pk=theirs.pk).update(name=f"{CANARY} space", hosts=[f"{CANARY}.example"])
    return World(ours, theirs, admin, our_rows, their_rows)


def _index() -> None:
    """Let search find what the filling put there."""
    for _batch in rebuild():
        """Each is a transaction."""


def named_values(filling: Filling, name: str) -> list[Any]:
    """Every value that a parameter called `name` may mean: an id, a slug, a code, a reference; [] if it is none."""
    plain = name.lower().removesuffix("_id").removesuffix("_ref").removesuffix("_code").removesuffix("_slug")
    found = [f"post:{filling.rows[Post][0].pk}"] if name in _CONTENTS else []
    found += [filling.rows[_OTHERWISE[name]][0].pk] if name in _OTHERWISE else []
    if name == "thing_id":
        found.append(filling.rows[Comment][0].pk)
    for model in space_models():
        row = filling.rows[model][0]
        if model._meta.model_name == plain.replace("_", ""):
            found.append(row.pk)
        for each in model._meta.local_fields:
            if each.name == name and name in _ID_WORDS:
                found.append(getattr(row, name))
            elif each.name == plain and isinstance(each, SpaceForeignKey):
                found.append(filling.rows[each.related_model][0].pk)
    return list(dict.fromkeys(found))


def missing_like(value: Any) -> Any:
    """A value of the same shape that no space knows."""
    if isinstance(value, UUID):
        return uuid7()
    fresh = f"n{uuid7().hex[::-1]}"
    return (fresh * 3)[: len(str(value))]
