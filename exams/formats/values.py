"""Values of JSON as texts, and its names bare of their joints."""

import math
import re
from collections.abc import Mapping
from typing import Any


def plain_name(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", name).lower()


def text_of(value: Any) -> str:
    """Any value as text; lists a line each, nothing for null and for no number."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_of, value)))
    if isinstance(value, Mapping):
        for name in ("text", "content", "value", "stem", "title", "name"):
            if name in value:
                return text_of(value[name])
        return "\n".join(f"{name}: {text_of(one)}" for name, one in value.items())
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else "" if math.isnan(value) else str(value)
    return str(value)


class Object(dict[str, Any]):
    """An object of JSON with the names that stood in it twice."""

    doubled: tuple[str, ...] = ()
