"""Writing a question: what the forms of all kinds have. What is typed comes back as it was when
something is not right yet."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.choices import Subject
from courses.statutes.articles import shelf
from courses.statutes.citations import Finder
from exams.bank import Label
from exams.checking import ItemRefused, check
from exams.choices import Difficulty, ItemPool
from exams.wording import Wording
from portal.people.choices import Tier


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def marks_of(written: str) -> Decimal | None:
    """Marks as typed, None for none. Raises ValidationError for what is no number."""
    if not written.strip():
        return None
    try:
        return Decimal(written.strip())
    except InvalidOperation:
        raise forms.ValidationError(_("Please write the marks as a number.")) from None


class ItemForm(forms.Form):
    """What every kind has; the forms below add their answers. `wording` is there once valid."""

    kind = ""
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), choices=Subject.choices)
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"),
        choices=[("", pgettext_lazy("tier", "all tiers")), *Tier.choices],
        required=False,
    )
    pool = forms.ChoiceField(label=gettext_lazy("Used for"), choices=ItemPool.choices)
    difficulty = forms.ChoiceField(label=gettext_lazy("Difficulty"), choices=Difficulty.choices)
    stem = forms.CharField(
        label=gettext_lazy("Question"),
        widget=area(4),
        help_text=gettext_lazy("A table: lines of the form | a | b |, its head first."),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        widget=area(4),
        required=False,
        help_text=gettext_lazy(
            "Why each wrong option is wrong, with its article (《民法典》第1165条), which is linked"
        ),
    )
    marks = forms.CharField(label=gettext_lazy("Marks proposed"), required=False)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)

    # Fields in the order of the page; the answers stand between stem and explanation.
    first: tuple[str, ...] = ("stem",)
    answers: tuple[str, ...] = ()
    last: tuple[str, ...] = (
        "explanation",
        "subject",
        "tier",
        "pool",
        "difficulty",
        "marks",
        "source",
    )

    def __init__(
        self, data: Any = None, *, wording: Wording | None = None, label: Label | None = None
    ) -> None:
        initial = {"pool": "exam", "difficulty": "medium"}
        if wording is not None:
            initial |= self.initial_of(wording)
        if label is not None:
            initial |= vars(label)
        super().__init__(data, initial=initial)
        self.wording: Wording | None = None

    @property
    def label(self) -> Label:
        data = self.cleaned_data
        return Label(data["subject"], data["tier"], data["pool"], data["source"])

    def shown(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def before_answers(self) -> list[forms.BoundField]:
        return self.shown(self.first)

    def answer_fields(self) -> list[forms.BoundField]:
        return self.shown(self.answers)

    def after_answers(self) -> list[forms.BoundField]:
        return self.shown(self.last)

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        return {
            "stem": wording.stem,
            "explanation": wording.explanation,
            "difficulty": wording.difficulty,
            "marks": "" if wording.marks is None else str(wording.marks),
        }

    def clean_marks(self) -> Decimal | None:
        return marks_of(self.cleaned_data["marks"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            wording = self.read(cleaned)
            check(wording)
        except ItemRefused as refused:
            self.add_error(self.field_of(refused.field), str(refused))
            return cleaned
        self.wording = wording
        return cleaned

    def field_of(self, field: str) -> str | None:
        """The field of the form in which a field of the wording was typed."""
        name = field.split(".", maxsplit=1)[0]
        return name if name in self.fields else None

    def read(self, cleaned: dict[str, Any]) -> Wording:
        """The wording as typed. Raises ItemRefused."""
        return Wording(
            kind=self.kind,
            stem=cleaned["stem"].strip(),
            explanation=cleaned["explanation"].strip(),
            difficulty=cleaned["difficulty"],
            marks=cleaned["marks"],
            cites=cited(cleaned["stem"], cleaned["explanation"]),
            **self.read_answers(cleaned),
        )

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


def cited(*texts: str) -> tuple[tuple[str, str], ...]:
    """The articles of known statutes that the texts cite, each once."""
    found = Finder(dict(shelf().names)).find("\n".join(texts))
    return tuple(
        dict.fromkeys(
            (row.slug, f"{row.number}-{row.sub}" if row.sub else str(row.number)) for row in found
        )
    )
