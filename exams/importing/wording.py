"""The codes of readers and of the import in plain words, each with what to do."""

from collections import defaultdict
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams.checking import ItemRefused, check
from exams.citing import Fault, Why
from exams.formats.entries import Note, Place
from exams.formats.packing import unpacked_entry, unpacked_note
from exams.importing.answers import disagreement
from exams.importing.models import BatchRow, QuestionBatch
from exams.verifying import say

# Why a file as a whole cannot be read.
FILES: dict[str, str | Promise] = {
    "archive": gettext_lazy("Please pack the files as a zip, or bring them one by one."),
    "binary": gettext_lazy("This is no file of text, table or questions that is known here."),
    "damaged": gettext_lazy("The file is damaged; please save it again and bring it anew."),
    "doctype": gettext_lazy("The file holds instructions (DOCTYPE) that are not read here."),
    "empty": gettext_lazy("The file is empty."),
    "encoding": gettext_lazy("The characters cannot be read; please save it as UTF-8 or GBK."),
    "ending": gettext_lazy("Files of this kind hold no questions; see the list of formats."),
    "gone": gettext_lazy("The file was removed meanwhile; please bring it again."),
    "heading": gettext_lazy(
        "No row names the columns. Please put a row above the questions that names them:"
        " question, options, answer, kind."
    ),
    "json": gettext_lazy("The JSON is broken in line %(line)s."),
    "long": gettext_lazy("The file is too long; please split it (20,000 questions at most)."),
    "macros": gettext_lazy("The file holds macros; please save it without them (.xlsx, .docx)."),
    "nested": gettext_lazy("The JSON is nested too deeply."),
    "old": gettext_lazy("Please save the file in today's format first (.docx)."),
    "only_examples": gettext_lazy(
        "Only the examples of the template are in it. Please write your questions in the rows below"
        " them, save the file, and bring it again."
    ),
    "password": gettext_lazy("The file has a password; please take it off first."),
    "pdf": gettext_lazy("A PDF holds no structure of questions; please bring the Word file."),
    "picture": gettext_lazy("A picture cannot be read as questions; please bring the text."),
    "size": gettext_lazy("The file is larger than %(megabytes)s MB; please split it."),
    "slow": gettext_lazy("Reading took too long; please split the file."),
    "table": gettext_lazy("The table is not well-formed; please save it again as xlsx or CSV."),
    "two_forms": gettext_lazy(
        "Questions in words and questions in JSON stand in one file; please put them into two."
    ),
    "unknown": gettext_lazy("No question was found in this file."),
    "unpacked": gettext_lazy("Unpacked, the file is too large; please split it."),
    "unsafe": gettext_lazy("The file is not put together as programs write it; save it again."),
}

# Why one question cannot be taken.
ROWS: dict[str, str | Promise] = {
    "ambiguous_key": gettext_lazy("The answer can be read in two ways: “%(text)s”."),
    "answers_first": gettext_lazy(
        "The answers seem to stand above their questions; please put them below."
    ),
    "blanks": gettext_lazy("There are not as many answers as blanks."),
    "broken": gettext_lazy("It is not well-formed here: %(detail)s"),
    "doubled_field": gettext_lazy("The field “%(text)s” is given twice."),
    "doubled_column": gettext_lazy(
        "Two columns are called “%(text)s”, so nothing in this sheet was read; please rename one."
    ),
    "explained_otherwise": gettext_lazy(
        "The answer is “%(key)s”, but its explanation concludes “%(said)s”. Please correct the"
        " answer; or delete that sentence from the explanation, where it speaks of another"
        " question."
    ),
    "formula": gettext_lazy(
        "A cell here holds a formula without a result; please open the file in Excel or WPS,"
        " save it, and bring it again."
    ),
    "key": gettext_lazy("The answer “%(text)s” is none of the options."),
    "keys_disagree": gettext_lazy("Two answers are given, and they differ: %(keys)s"),
    "kind": gettext_lazy("Unknown kind of question: “%(text)s”."),
    "lost_picture": gettext_lazy("A picture is missing in the file."),
    "many_options": gettext_lazy("It has more than 26 options."),
    "marks": gettext_lazy("Marks are 1 to 100, with at most one decimal; here: %(marks)s"),
    "match_several": gettext_lazy("One entry belongs to several others; that cannot be kept."),
    "missing": gettext_lazy("A part of the package is missing: %(detail)s"),
    "no_case": gettext_lazy(
        "It belongs to the case “%(text)s”, which does not stand right above it. Please put the"
        " case there, with this number, or leave the cell for the case empty."
    ),
    "judged_options": gettext_lazy("A true/false question with options other than true and false."),
    "no_key": gettext_lazy("No answer is given."),
    "no_marking": gettext_lazy("It has no marking points."),
    "no_options": gettext_lazy("It has no options."),
    "no_parts": gettext_lazy(
        "The case has no questions. Please write each in a row of its own right below it, and the"
        " number of the case in the cell for the case."
    ),
    "no_stem": gettext_lazy("The question has no text."),
    "one_option": gettext_lazy("It has only one option."),
    "options": gettext_lazy("The options cannot be told apart."),
    "other_answer": gettext_lazy(
        "The same question is there with another answer (%(before)s, here %(here)s)."
    ),
    "other_form": gettext_lazy(
        "It is not written in GIFT as others here are, and was not read; please put such questions"
        " into a file of their own."
    ),
    "part": gettext_lazy("A question of the case cannot be read: %(detail)s"),
    "partly_right": gettext_lazy("No option is wholly right."),
    "picture": gettext_lazy("A picture is damaged, too large or of a kind that is not shown."),
    "remote_option": gettext_lazy(
        "Option %(letter)s is a picture elsewhere; please put it into the file."
    ),
    "several_right": gettext_lazy("Any one of several options would do; that cannot be kept."),
    "stray_quote": gettext_lazy(
        "A quotation mark here swallows all rows up to line %(last)s; please take it out, or write"
        " it twice, and bring the file again."
    ),
    "tolerance": gettext_lazy("A range of numbers is right; that cannot be kept."),
    "two_keys": gettext_lazy(
        "A second answer follows it; please see whether the number of the next question is missing."
    ),
    "two_questions": gettext_lazy(
        "Its options begin twice; please see whether the number of the next question is missing."
    ),
    "uneven_letters": gettext_lazy("The letters of its options skip or repeat one."),
    "unknown_key": gettext_lazy("The answer names an option that is not there."),
    "unsupported": gettext_lazy("This kind cannot be kept: %(type)s%(kind)s"),
    "wildcard": gettext_lazy("The answer is a pattern; that cannot be kept."),
}

# What was noticed and stands in nobody's way.
NOTES: dict[str, str | Promise] = {
    "all_right": gettext_lazy("All %(count)s options are right; please check it."),
    "answer_unmatched": gettext_lazy("The answer to question %(number)s belongs to no question."),
    "as_open": gettext_lazy("Taken as a short answer: people mark it."),
    "asks_inside": gettext_lazy(
        "This looks like a question and was read as part of the one before: “%(text)s”"
    ),
    "asks_more": gettext_lazy(
        "From this line on %(count)s more lines look like questions inside another."
    ),
    "attachment": gettext_lazy("It holds files that are no pictures; they were left out."),
    "blank_added": gettext_lazy("A blank was put at the end of the question."),
    "cards": gettext_lazy("These are cards: each front is a question, each back its answer."),
    "category": gettext_lazy("A category, no question: %(text)s%(name)s"),
    "changed_kind": gettext_lazy("It is called “%(text)s”, but was taken as a question of choice."),
    "count": gettext_lazy("The file says it has %(declared)s questions; it has %(found)s."),
    "description": gettext_lazy("A description, no question."),
    "difficulty": gettext_lazy("The difficulty “%(text)s” is unknown; medium was taken."),
    "doubled": gettext_lazy("It stands in the file twice."),
    "drawing": gettext_lazy("A drawing that is no picture was left out."),
    "edited": gettext_lazy("The document holds tracked changes; their final text was read."),
    "edited_outside": gettext_lazy(
        "It was changed in another program; what stood beside it was not taken."
    ),
    "empty_sheet": gettext_lazy("This sheet holds no questions."),
    "examples": gettext_lazy("The examples of the template (rows: %(count)s) were left out."),
    "explained_loosely": gettext_lazy(
        "The explanation seems to speak of another answer (“%(said)s”); please check it."
    ),
    "file_skipped": gettext_lazy("This file in the package was not read."),
    "guessed_kind": gettext_lazy("The kind is not said; it was told from options and answer."),
    "headless": gettext_lazy("No row names the columns; they were told from their content."),
    "hidden": gettext_lazy("Hidden rows or columns were read as well."),
    "hidden_text": gettext_lazy("Hidden text was left out."),
    "html": gettext_lazy("Formatting was left out; only text, tables and pictures are kept."),
    "invisible": gettext_lazy("%(count)s invisible characters were taken out."),
    "key_by_look": gettext_lazy(
        "The answer is said by looks alone (underlined, bold, in colour); please check it."
    ),
    "key_in_brackets": gettext_lazy(
        "The words in brackets were taken as the answers; please check them."
    ),
    "key_in_words": gettext_lazy("The answer was taken from the explanation; please check it."),
    "markdown": gettext_lazy("It is written in Markdown, and was kept as written."),
    "math": gettext_lazy("A formula was kept as text; please look at it."),
    "media": gettext_lazy("Sound or film was left out; please see whether it can do without."),
    "no_heading": gettext_lazy("This sheet was left out: no row names its columns."),
    "no_pictures": gettext_lazy("This format holds no pictures."),
    "no_question": gettext_lazy("Left out: no question here."),
    "numbers_missing": gettext_lazy("No question has the number %(first)s to %(last)s."),
    "option_count": gettext_lazy("It has another number of options than it says."),
    "partial_credit": gettext_lazy("An answer that is partly right there counts as wrong here."),
    "picture_broken": gettext_lazy("A picture is damaged and was left out."),
    "picture_form": gettext_lazy("A picture is of a kind that is not shown, and was left out."),
    "picture_unused": gettext_lazy("A picture belongs to no question."),
    "remote_picture": gettext_lazy("A picture lies elsewhere and was not fetched; put it in."),
    "revised_since": gettext_lazy("It is in the bank, and was revised there since."),
    "right_first": gettext_lazy("The right option stands first in the file; papers shuffle them."),
    "row_skipped": gettext_lazy("This row was left out: it holds no question."),
    "same_twice": gettext_lazy("Two entries are the same."),
    "strange_picture": gettext_lazy("A picture is of a kind that is not shown, and was left out."),
    "text_box": gettext_lazy("Text in a text box was read at its place."),
    "units": gettext_lazy("Units of numbers are not asked for here."),
    "unknown_column": gettext_lazy("The column “%(text)s” is unknown and was not read."),
    "unknown_field": gettext_lazy("The field “%(text)s” is unknown and was not read."),
    "unknown_kind": gettext_lazy("The kind “%(text)s” is unknown; options and answer told it."),
    "upload": gettext_lazy("A file was to be handed in; here the answer is written."),
}
# What other programs will not find in a file that we wrote; ours reads it back whole, but pictures.
WRITTEN: dict[str, str | Promise] = {
    "as_open": gettext_lazy("%(label)s: other systems take it for a short answer."),
    "long_cell": gettext_lazy("%(label)s: a text is longer than a cell and is cut off."),
    "lost_picture": gettext_lazy("A picture is missing here and cannot be handed out."),
    "no_marking": gettext_lazy("%(label)s: other systems do not see its marking points."),
    "no_pictures": gettext_lazy("%(label)s: the pictures are left out."),
}

QUOTED = {"row_skipped", "no_question"}
LONGEST_QUOTED = 40
ALL = {**FILES, **WRITTEN, **NOTES, **ROWS}

# What of a question is not well-formed (`broken`).
DETAILS: dict[str, str | Promise] = {
    "answer": gettext_lazy("the answer"),
    "answers": gettext_lazy("the answers"),
    "braces": gettext_lazy("the braces"),
    "gap": gettext_lazy("a gap in the text"),
    "letters": gettext_lazy("the letters of the options"),
    "matching": gettext_lazy("the pairs"),
    "number": gettext_lazy("a number"),
    "order": gettext_lazy("the order"),
    "pair": gettext_lazy("a pair"),
    "xml": gettext_lazy("its XML"),
}


def told(note: Note) -> str:
    """A note in words; one that nobody has words for is named by its code."""
    if note.code == "law":
        facts = note.facts
        fault = Fault(facts["cited"], Why(facts["why"]), parse_date(facts["day"]), facts["now"])
        return _("It cites %(cited)s: %(remedy)s") % {"cited": fault.cited, "remedy": say(fault)}
    if note.code == "keys_disagree" and "first" in note.facts:
        return disagreement(note.facts)
    words = ALL.get(note.code)
    if words is None:
        return _("Something here was not understood (%(code)s).") % {"code": note.code}
    facts = dict(note.facts)
    if note.code in QUOTED and (facts.get("text") or facts.get("detail")):
        text = (facts.get("text") or facts["detail"])[:LONGEST_QUOTED]
        return _("Left out, no question: “%(text)s”") % {"text": text}
    if note.code == "broken":
        facts["detail"] = str(DETAILS.get(facts.get("detail", ""), facts.get("detail", "")))
    return (str(words) % defaultdict(str, facts)).strip()


def told_of_writing(note: Note) -> str:
    """What a file that we wrote cannot hold."""
    words = WRITTEN.get(note.code)
    return str(words) % defaultdict(str, note.facts) if words else told(note)


def why_unread(batch: QuestionBatch) -> str:
    """Why the file could not be read."""
    note = unpacked_note(batch.problem)
    words = FILES.get(note.code)
    return str(words) % defaultdict(str, note.facts) if words else told(note)


def holds_nothing(batch: QuestionBatch) -> bool:
    """Whether the file could be read, and no question was in it."""
    return unpacked_note(batch.problem).code in {"empty", "only_examples", "unknown"}


def why_refused(row: BatchRow) -> str:
    """Why the question cannot be imported; what the bank refuses is asked again."""
    if not row.problem:
        return ""
    note = unpacked_note(row.problem)
    if note.code != "rule":
        return told(note)
    try:
        check(unpacked_entry(row.entry).wording)
    except ItemRefused as refused:
        return str(refused)
    return ""


def where(place: Place) -> str:
    """A place as its owner finds it: sheet or file, row or line, column."""
    parts = [place.part] if place.part else []
    if place.line:
        parts.append(_("row or line %(number)s") % {"number": place.line})
    if place.column:
        parts.append(_("column %(letter)s") % {"letter": place.column})
    return pgettext("list", ", ").join(parts)


def place_of(row: BatchRow) -> Place:
    """Where a row stands in its file: its problem says it most exactly."""
    if row.problem:
        return unpacked_note(row.problem).place
    return unpacked_entry(row.entry).place if row.entry else Place()


def notes_of(packed: list[Any]) -> list[str]:
    """Notes in words, each once, with their place where they have one of their own."""
    found = [unpacked_note(row) for row in packed]
    return list(dict.fromkeys(told(note) for note in found))
