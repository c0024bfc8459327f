"""Problems and notes of rows in words: what is wrong, and what to do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

SAID = "said"  # a refusal in the words of another module, in every language

WORDS: dict[str, str | Promise] = {
    "formula": gettext_lazy("A formula stands here; its last value was taken."),
    "formula_blank": gettext_lazy(
        "The formula has no stored value. Please paste the value in its place."
    ),
    "hidden_row": gettext_lazy("This row is hidden in the file."),
    "too_long": gettext_lazy("The cell is too long. Please check it."),
    "missing": gettext_lazy("This is missing. Please fill it in."),
    "day_unclear": gettext_lazy("The date cannot be recognised. Please write it as 2026-02-05."),
    "day_far": gettext_lazy("The day lies outside the years 1900 to 2100. Please check the year."),
    "day_read": gettext_lazy("“%(typed)s” was read as %(day)s."),
    "name_closed": gettext_lazy("Blanks inside the name were taken out."),
    "sex_unclear": gettext_lazy("Please write 男 or 女."),
    "document_unclear": gettext_lazy("This kind of document is not known. Please see the notes."),
    "key_unclear": gettext_lazy(
        "This is no person number. Leave it empty for somebody who is new."
    ),
    "key_unknown": gettext_lazy(
        "Nobody of your places has this person number. Leave it empty for somebody who is new."
    ),
    "key_mismatch": gettext_lazy(
        "Name and birth date are not those of this person number. A column may have been sorted "
        "alone."
    ),
    "born_differs": gettext_lazy(
        "Another birth date or sex is on record. HR corrects it on the page of the person."
    ),
    "contradiction": gettext_lazy(
        "The ID number and the birth date or sex do not belong together; please check both."
    ),
    "masked": gettext_lazy("The number is masked. Please give the whole number."),
    "number_held": gettext_lazy("This document number needs to be looked at by a person."),
    "number_differs": gettext_lazy(
        "Another document number is on record for this person. HR looks at it; nothing is merged "
        "by itself."
    ),
    "namesake": gettext_lazy(
        "Somebody of this name and birth date is on record (%(keys)s). If it is the same person, "
        "put that person number into the row."
    ),
    "twin": gettext_lazy(
        "Row %(row)s names the same person with another document number. HR looks at both."
    ),
    "twin_number": gettext_lazy("Row %(row)s has the same document number and another name."),
    "repeated": gettext_lazy("Row %(row)s is about the same person already."),
    "place_unknown": gettext_lazy("Nobody knows the organisation “%(name)s”. Please choose it."),
    "place_ambiguous": gettext_lazy(
        "Several organisations are called “%(name)s”. Please choose the right one."
    ),
    "place_old": gettext_lazy(
        "“%(name)s” is the former name of an organisation. Please choose the present one."
    ),
    "portrait_nobody": gettext_lazy(
        "Nobody of your places has this document number. Please check the number."
    ),
    "portrait_nobody_so": gettext_lazy(
        "Nobody of your places has this name and these last four characters. Please give the whole "
        "document number."
    ),
    "portrait_name": gettext_lazy(
        "The document number belongs to somebody of another name. Please check both."
    ),
    "portrait_unnamed": gettext_lazy(
        "The file name holds no document number. Please name the file by name and number, such as "
        "Li Na_9900….jpg."
    ),
    "portrait_guesses": gettext_lazy(
        "Several people or files have this name. Please give the whole document number."
    ),
    "portrait_twice": gettext_lazy(
        "File %(row)s is for the same person. Please leave one of them in."
    ),
    "portrait_shared": gettext_lazy(
        "File %(row)s is the same picture under somebody else's name. Please check both."
    ),
    "portrait_path": gettext_lazy("The ZIP names a folder outside itself for this file."),
    "portrait_coding": gettext_lazy(
        "The characters of the file name cannot be read. Please rename the file and pack it again."
    ),
    "portrait_large": gettext_lazy("The picture is larger than 10 MB. Please save it smaller."),
    "portrait_packed": gettext_lazy(
        "The file is damaged inside the ZIP. Please pack the photos again."
    ),
    "no_right": gettext_lazy("You may not act for this organisation."),
}
LEFT_OUT: dict[str, str | Promise] = {
    "note": pgettext_lazy("row left out", "remark"),
    "example": pgettext_lazy("row left out", "example of the template"),
}


def learn(words: dict[str, str | Promise]) -> None:
    """Words of a kind of table that rooms above bring; a code has one meaning everywhere."""
    doubled = WORDS.keys() & words.keys()
    if doubled:
        raise ValueError(f"said twice: {sorted(doubled)}")
    WORDS.update(words)


def told(remark: list[Any] | tuple[Any, ...]) -> str:
    """The sentence for a stored remark (code, column, facts)."""
    code, _column, facts = remark
    if code == SAID:
        return str(facts.get(get_language() or "", "") or next(iter(facts.values()), ""))
    words = WORDS.get(code)
    return str(words) % facts if words is not None else _("This row cannot be imported.")
