"""Named sets of rules (`profiles.toml`), put in force as a whole from a day on."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.policy.choices import Enforcement
from portal.policy.installing import shipped_rules
from portal.policy.meanings import meaning_of
from portal.policy.models import PolicyRule
from portal.policy.rules import rules_on
from portal.policy.setting import RuleRefused, set_rule

FILE = Path(__file__).parent / "profiles.toml"
DEFAULT = "default"
TITLES = {
    DEFAULT: gettext_lazy("The platform's own numbers"),
    "qinghai": gettext_lazy("Local rule of Qinghai"),
}


@dataclass(frozen=True)
class Proposal:
    """One rule of a set, beside the row in force."""

    key: str
    value: Any
    basis: str
    source_text: str
    enforcement: str
    present: PolicyRule | None

    @property
    def changes(self) -> bool:
        """True when another value, basis or enforcement is in force."""
        wanted = (self.value, self.basis, self.enforcement)
        here = self.present
        return here is None or (here.value, here.basis, here.enforcement) != wanted


def proposals(profile: str, on: date) -> list[Proposal]:
    """What a set says of each of its rules, beside what is in force on a day.

    Raises KeyError for a set that nobody ships.
    """
    present = rules_on(on)
    return [
        Proposal(
            key=entry["key"],
            value=entry["value"],
            basis=entry["basis"],
            source_text=entry.get("source_text", ""),
            enforcement=entry.get("enforcement", Enforcement.INFO),
            present=present.get(entry["key"]),
        )
        for entry in _entries(profile)
    ]


def apply_profile(profile: str, *, since: date, reason: str, actor_id: int) -> int:
    """Let all rules of a set hold from the day `since` on; how many change.

    All or none: raises RuleRefused, naming the rule, as `set_rule` does, and when nothing would
    change. Raises KeyError for a set that nobody ships.
    """
    changing = [proposal for proposal in proposals(profile, since) if proposal.changes]
    if not changing:
        raise RuleRefused(_("All rules of this set are in force on that day already."))
    with transaction.atomic():
        for proposal in changing:
            _set(proposal, profile, since, reason, actor_id)
    return len(changing)


def _set(proposal: Proposal, profile: str, since: date, reason: str, actor_id: int) -> None:
    try:
        set_rule(
            proposal.key,
            proposal.value,
            since=since,
            basis=proposal.basis,
            source_text=proposal.source_text,
            enforcement=proposal.enforcement,
            reason=reason,
            actor_id=actor_id,
            profile=profile,
        )
    except RuleRefused as refused:
        label = meaning_of(proposal.key, proposal.value).label
        said = _("%(rule)s: %(fault)s") % {"rule": label, "fault": refused}
        raise RuleRefused(said) from refused


def _entries(profile: str) -> list[dict[str, Any]]:
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"]
    if profile != DEFAULT:
        found = [entry for entry in written if entry["profile"] == profile]
        if not found:
            raise KeyError(profile)
        return found
    keys = {entry["key"] for entry in written}
    latest = {entry["key"]: entry for entry in shipped_rules() if entry["key"] in keys}
    return list(latest.values())
