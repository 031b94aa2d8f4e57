"""JSON as our letters hold it: one order, and nothing that no page can show."""

import json
from collections.abc import Mapping

from crypto import CannotOpenError


def write_json(fields: Mapping[str, object]) -> str:
    """Write fields as JSON, always in the same order and without spare spaces."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(text: str) -> Mapping[str, object]:
    """Read a JSON object.

    Raises:
        CannotOpenError: It is not one.
    """
    try:
        fields: object = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotOpenError from None
    if not isinstance(fields, dict):
        raise CannotOpenError
    return fields


def text_of(fields: Mapping[str, object], name: str) -> str:
    """Return a field's text; what is missing or not text is empty.

    Raises:
        CannotOpenError: It holds half a character, which JSON can say and no page
            can show.
    """
    found = fields.get(name)
    if not isinstance(found, str):
        return ""
    try:
        found.encode()
    except UnicodeEncodeError:
        raise CannotOpenError from None
    return found
