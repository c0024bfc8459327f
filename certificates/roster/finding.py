"""Whom a keeper means by a name or the number of a certificate."""

from django.utils.translation import gettext as _

from certificates.choices import CertificateKind
from certificates.models import Certificate
from certificates.roster.refusing import Refused
from certificates.roster.register import people_in_reach
from portal.people.models import Person
from portal.people.recording import close_gaps
from portal.scope import Scope


def the_one(scope: Scope, typed: str, field: str) -> Person:
    """The one person in reach of that exact name, or with that post certificate. Raises Refused
    naming the field: nobody, or several of that name."""
    people = people_in_reach(scope).select_related("organisation")
    number = "".join(typed.split())
    if number.isascii() and number.isdigit():
        held = Certificate.objects.unscoped("whom a keeper means").filter(
            number=number, kind=CertificateKind.POST
        )
        found = list(people.filter(pk__in=held.values("person_id")))
    else:
        found = list(people.filter(name=close_gaps(typed)).order_by("pk")[:5])
    if not found:
        raise Refused(
            field,
            _(
                "Nobody in your places is called so or holds that certificate. Please check the "
                "name, or enter the number of the certificate."
            ),
        )
    if len(found) > 1:
        places = ", ".join(one.organisation.short_name for one in found)
        raise Refused(
            field,
            _("Several people are called so (%(places)s). Please enter the certificate's number.")
            % {"places": places},
        )
    return found[0]
