"""What a certificate can be printed as: the signed page, which alone is its file, and what is
carried, which the same plan fills and nobody signs."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from certificates import fonts
from certificates.planning import TEMPLATE, Plan


@dataclass(frozen=True)
class Design:
    """A design by its short name; `template` is the folder of its newest version."""

    name: str
    template: str
    label: str | Promise


PAGE = Design("page", TEMPLATE, pgettext_lazy("design", "Certificate, A4"))
CARRIED = (
    Design("card", "card-1", pgettext_lazy("design", "Card, 85.6 × 54 mm")),
    Design("badge", "badge-1", pgettext_lazy("design", "Badge for work, 70 × 105 mm")),
)
DESIGNS = (PAGE, *CARRIED)


def named(name: str) -> Design | None:
    return next((one for one in DESIGNS if one.name == name), None)


def in_design(plan: Plan, design: Design) -> Plan:
    """The same facts for another page, set in the faces of today."""
    return replace(plan, template=design.template, font_set=fonts.font_set(design.template))
