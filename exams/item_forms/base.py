"""Writing a question: what the forms of all kinds have. What is typed comes back as it was when
something is not right yet."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.choices import Subject
from courses.statutes.articles import shelf
from exams.bank import Label
from exams.checking import ItemRefused, check
from exams.choices import Difficulty, ItemPool
from exams.verifying import cited_by_words
from exams.wording import Wording
from portal.freetext import FreeTextField
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


LABELS = ("subject", "tier", "pool", "source")


class ItemForm(forms.Form):
    """What every kind has; the forms below add their answers. `wording` is there once valid."""

    kind = ""
    why_kept = ""  # said beside labels that are only shown
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
    reason = FreeTextField(
        label=gettext_lazy("What is changed, and why"),
        max_length=300,
        required=False,
        widget=forms.TextInput(),
    )  # of a revision only

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
        self.before = wording or Wording(self.kind, "")
        self.wording: Wording | None = None

    def keep_labels(self, why: str) -> None:
        """Show where the question belongs, and why nothing else is taken for it."""
        self.why_kept = why
        for name in LABELS:
            self.fields[name].disabled = True
            self.fields[name].required = False

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
        """The wording as typed; what the form does not show, or what was left as it stood there,
        is as it was before. Raises ItemRefused."""
        answers = self.read_answers(cleaned)
        left = {name for name in answers if name in self.fields} - {*self.changed_data}
        typed = replace(
            self.before,
            stem=cleaned["stem"].strip(),
            explanation=cleaned["explanation"].strip(),
            difficulty=cleaned["difficulty"],
            marks=cleaned["marks"],
            **{name: value for name, value in answers.items() if name not in left},
        )
        return replace(typed, cites=cited(typed, self.before))

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


def cited(wording: Wording, before: Wording) -> tuple[tuple[str, str], ...]:
    """The articles a wording cites: those listed before, but for what went out of its words, and
    what came into them; each once."""
    names = shelf().names
    found, gone = cited_by_words(wording, names), {*cited_by_words(before, names)}
    kept = [cite for cite in before.cites if cite in found or cite not in gone]
    new = [cite for cite in found if cite not in gone and cite not in kept]
    return (*kept, *new)
