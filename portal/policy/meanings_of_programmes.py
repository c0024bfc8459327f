"""What the rules of the kinds of certificates mean: what each requires, how it is named, numbered
and printed, how long it is valid."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import CERTIFICATE
from portal.policy.kinds import Meaning, Words

SERIALS = r"[0-9]{5}[1-9]-[0-9]{6}"
KINDS: dict[str, Words] = {
    "post": gettext_lazy("post certificate"),
    "training": gettext_lazy("training certificate"),
    "chief": gettext_lazy("chief mediator's certificate"),
    "grade": gettext_lazy("grade certificate"),
}
CODES: dict[str, Words] = {
    "age": gettext_lazy("age"),
    "hours": gettext_lazy("training hours"),
    "module": gettext_lazy("modules studied"),
    "quiz": gettext_lazy("module quizzes passed"),
}
STANDING: dict[str, Words] = {
    "post": gettext_lazy("a post certificate in force"),
    "years": gettext_lazy("years with a certificate"),
    "award": gettext_lazy("a decision of the body in charge"),
}


def _numbering(kind: str) -> Meaning:
    return Meaning(
        CERTIFICATE,
        format_lazy(gettext_lazy("Serials of the number: {kind}"), kind=KINDS[kind]),
        gettext_lazy(
            "New numbers of this kind have a serial from %(value)s; no two kinds may have the same."
        ),
        Kind.TEXT,
        pattern=SERIALS,
        shape=gettext_lazy("Please enter two serials of six figures: 700001-899999."),
    )


def _template(kind: str, name: str) -> Meaning:
    return Meaning(
        CERTIFICATE,
        format_lazy(gettext_lazy("Template: {kind}"), kind=KINDS[kind]),
        gettext_lazy(
            "Certificates of this kind issued then are printed by the template %(value)s."
        ),
        Kind.TEXT,
        pattern=name,
        shape=gettext_lazy("Please enter the name of a template of this kind: statement-1."),
    )


def _title(kind: str) -> Meaning:
    return Meaning(
        CERTIFICATE,
        format_lazy(gettext_lazy("Title: {kind}"), kind=KINDS[kind]),
        gettext_lazy("Certificates of this kind issued then are titled: %(value)s."),
        Kind.BOTH,
    )


def _validity(kind: str) -> Meaning:
    return Meaning(
        CERTIFICATE,
        format_lazy(gettext_lazy("Validity: {kind}"), kind=KINDS[kind]),
        gettext_lazy(
            "A certificate of this kind issued then is valid for %(value)s years (0: without end)."
        ),
        most=30,
    )


OF_PROGRAMMES: dict[str, Meaning] = {
    "cert.requires.post": Meaning(
        CERTIFICATE,
        gettext_lazy("What a post certificate requires beside training and exam"),
        gettext_lazy(
            "Beside the training (hours and modules), the qualifying exam, a name that can be "
            "printed and no other certificate in force, a post certificate requires: %(value)s."
        ),
        Kind.CODES,
        codes=CODES,
    ),
    "cert.requires.training": Meaning(
        CERTIFICATE,
        gettext_lazy("What a training certificate requires"),
        gettext_lazy(
            "Hours, modules with their quizzes and a name that can be printed are always asked "
            "for. A training certificate requires: %(value)s."
        ),
        Kind.CODES,
        codes=CODES,
    ),
    "cert.requires.chief": Meaning(
        CERTIFICATE,
        gettext_lazy("What the chief mediator's title requires"),
        gettext_lazy(
            "A post certificate in force and a decision are always asked for. The chief "
            "mediator's title requires: %(value)s."
        ),
        Kind.CODES,
        codes={key: word for key, word in STANDING.items() if key != "years"},
    ),
    "cert.requires.grade": Meaning(
        CERTIFICATE,
        gettext_lazy("What a grade certificate requires"),
        gettext_lazy(
            "A post certificate in force and a decision are always asked for. A grade requires: "
            "%(value)s."
        ),
        Kind.CODES,
        codes=STANDING,
    ),
    "cert.template.post": Meaning(
        CERTIFICATE,
        gettext_lazy("Template of the post certificate"),
        gettext_lazy("Post certificates issued then are printed by the template %(value)s."),
        Kind.TEXT,
        pattern=r"post-3",
        shape=gettext_lazy("Please enter the name of a template that signed ones have: post-3."),
    ),
    **{f"cert.template.{kind}": _template(kind, "statement-1") for kind in KINDS if kind != "post"},
    **{f"cert.title.{kind}": _title(kind) for kind in KINDS if kind != "post"},
    **{f"cert.validity_years.{kind}": _validity(kind) for kind in KINDS if kind != "post"},
    **{f"cert.numbering.{kind}": _numbering(kind) for kind in KINDS},
    "cert.by_itself.training": Meaning(
        CERTIFICATE,
        gettext_lazy("Training certificates are issued by themselves"),
        gettext_lazy(
            "1: whoever has completed the training gets its certificate in the night after. 0: the "
            "platform issues none. The value is %(value)s."
        ),
        most=1,
    ),
    "cert.award_two_people": Meaning(
        CERTIFICATE,
        gettext_lazy("A title or grade needs two people"),
        gettext_lazy(
            "1: somebody else agrees to a decision before the certificate is issued. 0: whoever "
            "enters it does it alone. The value is %(value)s."
        ),
        most=1,
    ),
    "grade.levels": Meaning(
        CERTIFICATE,
        gettext_lazy("Grades of mediators"),
        gettext_lazy("The grades given then, the highest first: %(value)s."),
        Kind.BOTH,
    ),
    "grade.years": Meaning(
        CERTIFICATE,
        gettext_lazy("Years before a grade"),
        gettext_lazy(
            "So many years with a certificate come before a grade, the highest first (0: not asked "
            "for): %(value)s."
        ),
        Kind.TEXT,
        pattern=r"[0-9]{1,2}(,[0-9]{1,2})*",
        shape=gettext_lazy("Please enter a number for each grade, with commas: 0,0,0,2."),
        falling=gettext_lazy(
            "A higher grade cannot need fewer years than a lower one. Please enter the highest "
            "grade first; 0 where none are asked for."
        ),
    ),
}
