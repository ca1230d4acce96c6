"""Very many rows of every kind, copied from one row of each: what a space holds after years."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import psycopg
from django.db import models
from psycopg import sql

from juluo.core.fields import SpaceForeignKey
from juluo.core.models import Space
from juluo.testing.isolation.filler import Filling, space_models

_DIGITS = 6
_APART = sql.SQL("interval '3 hours' * g")


type Sizes = Mapping[type[models.Model], int]


def multiply(admin: psycopg.Connection[Any], space: Space, filling: Filling, sizes: Sizes) -> None:
    """Copy a row of each model of `sizes` so many times. Triggers are off meanwhile: `admin` is a superuser."""
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        for model in by_dependence(sizes):
            row = filling.rows[model][0]
            admin.execute(_copy(model), {"space": space.id, "row": row.pk, "count": sizes[model]})


def by_dependence(models_wanted: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """What is referred to comes before what refers to it."""
    wanted, ordered = set(models_wanted), []

    def add(model: type[models.Model]) -> None:
        if model in wanted:
            wanted.discard(model)
            for each in _references(model):
                add(each.related_model)
            ordered.append(model)

    for model in space_models():
        add(model)
    return ordered


def _references(model: type[models.Model]) -> list[Any]:
    return [each for each in model._meta.local_fields if isinstance(each, SpaceForeignKey)]


def _copy(model: type[models.Model]) -> sql.Composed:
    fields = [each for each in model._meta.local_fields if not each.generated]
    table = sql.Identifier(model._meta.db_table)
    columns = sql.SQL(", ").join([sql.Identifier(str(each.column)) for each in fields])
    values = sql.SQL(", ").join(_value(model, each) for each in fields)
    referred = sql.SQL("").join(_pool(each) for each in _references(model))
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} r CROSS JOIN generate_series(1, %(count)s) g"
        " {referred} WHERE r.space_id = %(space)s AND r.id = %(row)s ON CONFLICT DO NOTHING"
    ).format(table=table, columns=columns, values=values, referred=referred)


def _pool(field: Any) -> sql.Composed:
    """The ids that a reference may hold, one after the other."""
    return sql.SQL(
        " CROSS JOIN LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM {table} WHERE space_id = %(space)s) {name}"
    ).format(table=sql.Identifier(field.related_model._meta.db_table), name=sql.Identifier(f"of_{field.name}"))


def _value(model: type[models.Model], field: Any) -> sql.Composable:
    column = sql.SQL("r.{}").format(sql.Identifier(field.column))
    if isinstance(field, SpaceForeignKey):
        pool = sql.Identifier(f"of_{field.name}")
        shift = sql.Literal(7 * _references(model).index(field))
        chosen = sql.SQL("{pool}.ids[(g + {shift}) %% cardinality({pool}.ids) + 1]").format(pool=pool, shift=shift)
        return sql.SQL("CASE WHEN {} IS NULL THEN NULL ELSE {} END").format(column, chosen) if field.null else chosen
    if isinstance(field, models.ForeignKey):
        return sql.SQL("NULL") if field.null else column
    if isinstance(field, models.UUIDField):
        return sql.SQL("gen_random_uuid()")
    if isinstance(field, models.DateTimeField):
        return sql.SQL("{} - {}").format(column, _APART)
    room = (field.max_length or 0) - _DIGITS
    if field.name in _told_apart(model) and isinstance(field, models.CharField) and not field.choices and room > 0:
        return sql.SQL("left({}, {}) || g").format(column, sql.Literal(room))
    return column


@cache
def _told_apart(model: type[models.Model]) -> frozenset[str]:
    """Names of the fields that some unique constraint reads."""
    constraints = [each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return frozenset(name for each in constraints for name in each.fields)
