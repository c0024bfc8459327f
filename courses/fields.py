"""A StreamField whose block definitions stay out of migrations: changing a block needs none."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """Stored as JSON like any StreamField; the blocks are code, not schema."""

    def __init__(self, block_types: Any = (), **options: Any) -> None:
        options.pop("block_lookup", None)
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options
