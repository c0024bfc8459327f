"""One address of the table of roles and places (`matrix`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """An address with an id: which roles reach the row at their organisation and below it."""

    roles: str
    ids: dict[str, str]
    method: str = "get"
    owner: bool = False
    asked: str = ""


def row(
    roles: str, method: str = "get", *, owner: bool = False, asked: str = "", **ids: str
) -> Row:
    """`ids` fill the address (with "=" as they are); `asked` names the row's id behind the "?"."""
    return Row(roles, ids, method, owner, asked)
