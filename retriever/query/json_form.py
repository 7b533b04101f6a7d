"""Queries as JSON: each value an object with its ``type`` (a class's name in snake case) and its fields."""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from index.model.errors import InvalidQueryError
from retriever.query.predicates import Predicate
from retriever.query.queries import Query, Select
from retriever.query.reductions import Reduce

MAX_DEPTH = 24
"""How deep conditions may be nested, in JSON from outside."""
MAX_ITEMS = 100
MAX_SELECTS = 20
MAX_TEXT = 2000
MAX_NUMBER = 1_000_000

_VALUES: tuple[type, ...] = (*get_args(Predicate), *get_args(Reduce), *get_args(Query))
_UNIONS = {"Query": Query, "Predicate": Predicate, "Reduce": Reduce}


def type_name(value: type) -> str:
    """The tag of a class: in_clause of InClause."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", value.__name__).lower()


_BY_NAME = {type_name(value): value for value in _VALUES}


def to_json(value: Any) -> Any:
    """A query (or a part of one) as JSON values; every field is there."""
    if type(value) in _VALUES:
        return {"type": type_name(type(value))} | {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    return [to_json(item) for item in value] if isinstance(value, tuple) else value


def query_from_json(data: Any) -> Query:
    """The query that JSON values stand for; fields left out have their defaults.

    Raises InvalidQueryError for what is none: unknown types or fields, wrong values, combinations without meaning.
    """
    if _selects(data, 0) > MAX_SELECTS:
        raise InvalidQueryError(f"一个请求里最多 {MAX_SELECTS} 个查询，请分几次提交。")
    query: Query = _read(data, Query, "查询", 0)
    return query


def _selects(data: Any, depth: int) -> int:
    """How many selections stand in JSON values: each may cost a search."""
    if depth > 2 * MAX_DEPTH:
        return 0
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    own = isinstance(data, dict) and data.get("type") == type_name(Select)
    return own + sum(_selects(value, depth + 1) for value in inner)


@cache
def _hints(value: type) -> Mapping[str, Any]:
    return get_type_hints(value, localns=_UNIONS)


def _read(data: Any, wanted: Any, where: str, depth: int) -> Any:
    """A value of the wanted type; ``where`` names its place for the reader of an error."""
    if depth > MAX_DEPTH:
        raise InvalidQueryError(f"查询嵌套超过 {MAX_DEPTH} 层。")
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _read_one_of(data, get_args(wanted), where, depth)
    if origin is tuple:
        if not isinstance(data, list) or len(data) > MAX_ITEMS:
            raise InvalidQueryError(f"“{where}”应是不超过 {MAX_ITEMS} 项的列表。")
        return tuple(_read(item, get_args(wanted)[0], where, depth + 1) for item in data)
    if origin is Literal:
        if data not in get_args(wanted):
            choices = "、".join(str(choice) for choice in get_args(wanted))
            raise InvalidQueryError(f"“{where}”只能是：{choices}。")
        return data
    if wanted in _VALUES:
        return _read_one_of(data, (wanted,), where, depth)
    return _read_plain(data, wanted, where)


def _read_plain(data: Any, wanted: type, where: str) -> Any:
    if type(data) is not wanted:
        kinds = {str: "文字", int: "整数", bool: "true 或 false"}
        raise InvalidQueryError(f"“{where}”应是{kinds[wanted]}。")
    if isinstance(data, str) and (len(data) > MAX_TEXT or _shown(data) != data):
        raise InvalidQueryError(f"“{where}”超过 {MAX_TEXT} 字，或有不成字的编码。")
    if isinstance(data, int) and abs(data) > MAX_NUMBER:
        raise InvalidQueryError(f"“{where}”的数太大。")
    return data


def _shown(text: str) -> str:
    """A text that can be written out: halves of surrogate pairs become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_one_of(data: Any, choices: tuple[Any, ...], where: str, depth: int) -> Any:
    if data is None and type(None) in choices:
        return None
    name = data.get("type") if isinstance(data, dict) else None
    value = _BY_NAME.get(name) if isinstance(name, str) else None
    if value is None or value not in choices:
        known = "、".join(type_name(choice) for choice in choices if choice is not type(None))
        raise InvalidQueryError(f"“{where}”应是一个对象，type 是其中之一：{known}。")
    members = {field.name: field for field in fields(value)}
    if unknown := data.keys() - members.keys() - {"type"}:
        raise InvalidQueryError(f"“{name}”没有这些字段：{_shown('、'.join(sorted(unknown))[:200])}。")
    if missing := [f.name for f in members.values() if f.name not in data and _required(f)]:
        raise InvalidQueryError(f"“{name}”缺少字段：{'、'.join(missing)}。")
    return value(
        **{
            field: _read(data[field], _hints(value)[field], f"{name}.{field}", depth + 1)
            for field in members
            if field in data
        }
    )


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a query."""
    definitions = {name: _object(value) for name, value in _BY_NAME.items()}
    unions = {
        name.lower(): {"oneOf": [_reference(part) for part in get_args(union)]} for name, union in _UNIONS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Query",
        "$ref": "#/$defs/query",
        "$defs": unions | definitions,
    }


def _object(value: type) -> dict[str, Any]:
    members = fields(value)
    return {
        "type": "object",
        "description": " ".join((value.__doc__ or "").split()),
        "properties": {"type": {"const": type_name(value)}}
        | {field.name: _schema(_hints(value)[field.name]) for field in members},
        "required": ["type", *(field.name for field in members if _required(field))],
        "additionalProperties": False,
    }


def _reference(value: Any) -> dict[str, Any]:
    name = next((name.lower() for name, union in _UNIONS.items() if union is value), None)
    return {"$ref": f"#/$defs/{name or type_name(value)}"}


def _schema(wanted: Any) -> dict[str, Any]:
    origin = get_origin(wanted)
    if wanted in _UNIONS.values() or wanted in _VALUES:
        return _reference(wanted)
    if origin in (Union, types.UnionType):
        return {"oneOf": [{"type": "null"} if w is type(None) else _schema(w) for w in get_args(wanted)]}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(wanted)[0]), "maxItems": MAX_ITEMS}
    if origin is Literal:
        return {"enum": list(get_args(wanted))}
    return {"type": {str: "string", int: "integer", bool: "boolean"}[wanted]}
