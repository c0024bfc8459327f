"""The check of the catalogues finds what is missing, empty, fuzzy or stale."""

from tests.checks.catalogues import Entry, entries, faults

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
HAND_IN = 'msgid "Hand in"\nmsgstr "{}"\n'
MANY = 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "{}"\nmsgstr[1] ""\n'
WANTED = f"{HEADER}\n{HAND_IN.format('')}"


def test_a_message_has_a_context_an_id_and_translations() -> None:
    text = f'{HEADER}\n#, fuzzy\nmsgctxt "verb"\nmsgid ""\n"Hand"\n" in"\nmsgstr "交卷"\n'
    assert list(entries(text)) == [Entry(("verb", "Hand in"), ("交卷",), fuzzy=True)]


def test_a_complete_catalogue_is_left_alone() -> None:
    assert list(faults(f"{HEADER}\n{HAND_IN.format('交卷')}", WANTED)) == []


def test_a_missing_message_is_found() -> None:
    assert list(faults(HEADER, WANTED)) == ["not in the catalogue: 'Hand in' (make messages)"]


def test_an_empty_translation_is_found() -> None:
    assert list(faults(WANTED, WANTED)) == ["not translated: 'Hand in'"]


def test_a_plural_with_one_form_missing_is_found() -> None:
    kept = f"{HEADER}\n{MANY.format('第 %(n)s 页')}"
    assert list(faults(kept, kept)) == ["not translated: '%(n)s page'"]


def test_a_fuzzy_translation_is_found() -> None:
    kept = f"{HEADER}\n#, fuzzy\n{HAND_IN.format('交')}"
    assert list(faults(kept, WANTED)) == ["fuzzy: 'Hand in'"]


def test_a_stale_message_is_found() -> None:
    kept = f"{HEADER}\n{HAND_IN.format('交卷')}"
    assert list(faults(kept, HEADER)) == [
        "stale, no code says it any more: 'Hand in' (make messages)"
    ]


def test_obsolete_messages_do_not_count() -> None:
    assert list(entries(f'{HEADER}\n#~ msgid "Hand in"\n#~ msgstr "交卷"\n')) == []
