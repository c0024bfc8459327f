"""What the rules of a kind of certificate mean: what it requires, how it is printed."""

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import CERTIFICATE
from portal.policy.kinds import Meaning

OF_PROGRAMMES: dict[str, Meaning] = {
    "cert.requires.post": Meaning(
        CERTIFICATE,
        gettext_lazy("What a post certificate requires beside the exam"),
        gettext_lazy(
            "Beside the qualifying exam, a name that can be printed and no other certificate in "
            "force, a post certificate requires: %(value)s."
        ),
        Kind.CODES,
        codes={
            "age": gettext_lazy("age"),
            "hours": gettext_lazy("training hours"),
            "module": gettext_lazy("modules studied"),
            "quiz": gettext_lazy("module quizzes passed"),
        },
    ),
    "cert.template.post": Meaning(
        CERTIFICATE,
        gettext_lazy("Template of the post certificate"),
        gettext_lazy("Post certificates issued then are printed by the template %(value)s."),
        Kind.TEXT,
        pattern=r"post-3",
        shape=gettext_lazy("Please enter the name of a template that signed ones have: post-3."),
    ),
}
