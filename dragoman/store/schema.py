"""Columns derived from the nouns: a dataclass → the columns of its table, and its objects ⇄ rows.

    str, Literal → VARCHAR · int → BIGINT · float → DOUBLE · bool → BOOLEAN · Span → x_start, x_end · Mapping → JSON in a VARCHAR
    tuple of str → VARCHAR[] · tuple of Span or Part → a list of structs · a dataclass inside → its columns, prefixed

Mentions are no columns: they are rows of `participants` (see `tables.py`). Offsets count characters of `articles.text`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dragoman.types import Entity, Mention, Part, Place, Span

#: Goes up by one whenever a column changes its name, its type or its meaning.
SCHEMA = 1

Row = dict[str, Any]

_SCALARS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
_LISTS = {
    str: "VARCHAR[]",
    Span: 'STRUCT("start" BIGINT, "end" BIGINT)[]',
    Part: 'STRUCT(kind VARCHAR, "start" BIGINT, "end" BIGINT)[]',
}
#: Dataclasses whose columns stand within their owner's, with their prefix.
_INSIDE = {Place: "place_", Entity: ""}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one field of a dataclass lies in its table. `item` is what a list holds, or which dataclass stands inside."""

    name: str
    kind: Literal["scalar", "list", "span", "json", "inside"]
    sql: str = ""
    item: Any = None


@cache
def shapes(noun: type) -> tuple[Shape, ...]:
    """The fields of a dataclass that are columns, in its order; mentions are left out."""
    hints = get_type_hints(noun)
    found = (_shape(field.name, hints[field.name]) for field in fields(noun))
    return tuple(shape for shape in found if shape)


def columns(noun: type, prefix: str = "") -> dict[str, str]:
    """Column → SQL type."""
    made: dict[str, str] = {}
    for shape in shapes(noun):
        name = prefix + shape.name
        if shape.kind == "span":
            made |= {f"{name}_start": "BIGINT", f"{name}_end": "BIGINT"}
        elif shape.kind == "inside":
            made |= columns(shape.item, prefix + _INSIDE[shape.item])
        else:
            made[name] = shape.sql
    return made


def to_row(noun: Any, prefix: str = "") -> Row:
    """An object as a row of plain values."""
    made: Row = {}
    for shape in shapes(noun.__class__):
        name, value = prefix + shape.name, getattr(noun, shape.name)
        if shape.kind == "span":
            made |= {f"{name}_start": value and value.start, f"{name}_end": value and value.end}
        elif shape.kind == "inside":
            below = prefix + _INSIDE[shape.item]
            made |= dict.fromkeys(columns(shape.item, below)) if value is None else to_row(value, below)
        elif shape.kind == "list":
            made[name] = [_plain(item) for item in value]
        elif shape.kind == "json":
            made[name] = json.dumps(dict(value), ensure_ascii=False, default=str) if value else None
        else:
            made[name] = value
    return made


def from_row(noun: type, row: Mapping[str, Any], prefix: str = "", **given: Any) -> Any:
    """The object of a row; `given` are its mentions."""
    made: dict[str, Any] = {}
    for shape in shapes(noun):
        name = prefix + shape.name
        if shape.kind == "span":
            start = row[f"{name}_start"]
            made[shape.name] = None if start is None else Span(start, row[f"{name}_end"])
        elif shape.kind == "inside":
            below = prefix + _INSIDE[shape.item]
            absent = shape.item is Place and row[f"{below}name"] is None
            made[shape.name] = None if absent else from_row(shape.item, row, below)
        elif shape.kind == "list":
            made[shape.name] = tuple(_object(shape.item, item) for item in row[name] or ())
        elif shape.kind == "json":
            made[shape.name] = json.loads(row[name]) if row[name] else {}
        else:
            made[shape.name] = row[name]
    return noun(**made, **given)


def _shape(name: str, hint: Any) -> Shape | None:
    if get_origin(hint) in (Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not NoneType)
    origin = get_origin(hint)
    if origin is Literal:
        return Shape(name, "scalar", "VARCHAR")
    if hint in _SCALARS:
        return Shape(name, "scalar", _SCALARS[hint])
    if hint is Span:
        return Shape(name, "span")
    if hint in _INSIDE:
        return Shape(name, "inside", item=hint)
    if origin is tuple and get_args(hint)[0] in _LISTS:
        return Shape(name, "list", _LISTS[get_args(hint)[0]], get_args(hint)[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Shape(name, "json", "VARCHAR")
    if hint is Mention or (origin is tuple and get_args(hint)[0] is Mention):
        return None
    raise TypeError(f"no column is known for {name}: {hint}")


def _plain(item: Any) -> Any:
    if isinstance(item, Span):
        return {"start": item.start, "end": item.end}
    if isinstance(item, Part):
        return {"kind": item.kind, "start": item.span.start, "end": item.span.end}
    return item


def _object(kind: type, item: Any) -> Any:
    if kind is Span:
        return Span(item["start"], item["end"])
    if kind is Part:
        return Part(item["kind"], Span(item["start"], item["end"]))
    return item
