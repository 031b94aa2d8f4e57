"""The part of JSON Schema 2020-12 that the report's schema uses, and no more.

A keyword that is not known here is an error, so the schema cannot outgrow its test.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_SAID = {"$schema", "title", "description"}
_KINDS = {"object": dict, "array": list, "string": str}
_KNOWN = {
    *("type", "properties", "required", "additionalProperties", "items"),
    *("const", "enum", "pattern", "format", "minLength", "uniqueItems"),
}


def find_misfits(value: Any, schema: Mapping[str, Any], at: str = "$") -> list[str]:  # noqa: ANN401 - JSON is anything
    """Return where a value does not fit a schema, and why."""
    unknown = set(schema) - _SAID - _KNOWN
    assert not unknown, f"the schema uses {unknown}"
    kind = schema.get("type")
    if kind and not isinstance(value, _KINDS[kind]):
        return [f"{at}: no {kind}"]
    return list(_look(value, schema, at))


def _look(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        parts = schema["properties"]
        assert schema["additionalProperties"] is False
        yield from (f"{at}: {name}" for name in value if name not in parts)
        yield from (f"{at}: no {n}" for n in schema["required"] if n not in value)
        for name in parts.keys() & value.keys():
            yield from find_misfits(value[name], parts[name], f"{at}.{name}")
    elif isinstance(value, list):
        if schema.get("uniqueItems") and len(set(value)) < len(value):
            yield f"{at}: twice the same"
        for number, one in enumerate(value):
            yield from find_misfits(one, schema["items"], f"{at}[{number}]")
    else:
        yield from _look_at_text(str(value), schema, at)


def _look_at_text(text: str, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "const" in schema and text != schema["const"]:
        yield f"{at}: another"
    if "enum" in schema and text not in schema["enum"]:
        yield f"{at}: not on the list"
    if not re.search(schema.get("pattern", ""), text):
        yield f"{at}: another shape"
    if len(text) < schema.get("minLength", 0):
        yield f"{at}: too short"
    if schema.get("format") == "date":
        date.fromisoformat(text)
