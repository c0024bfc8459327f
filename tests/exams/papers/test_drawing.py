"""Drawing: the same seed draws the same paper, overlapping rows are filled, every question of equal
standing is as likely as any other, and nobody sees more of the bank than the rule allows."""

from collections import Counter
from decimal import Decimal

import pytest

from exams.papers.blueprint import Blueprint, read_blueprint
from exams.papers.drawing import Drawn, Limits, draw
from exams.papers.ordering import dice
from exams.papers.pool import Candidate, Pool
from exams.papers.shortage import Shortage
from tests.exams.papers.pools import chi_square, paper, pool, questions, row

PROPERTY = [Candidate(n, f"property-single-{n}", "property", "single", 4) for n in range(8)]
FAMILY = [Candidate(n, f"family-single-{n}", "family", "single", 4) for n in range(8, 13)]
SEVERAL = [Candidate(n, f"property-multiple-{n}", "property", "multiple", 4) for n in range(13, 17)]
SMALL = pool(PROPERTY, FAMILY, SEVERAL)
THREE_ROWS = read_blueprint(
    {
        "rows": [
            row(3, "property", points=3),
            row(2, "family", points=3),
            row(1, "property", "multiple", points=5),
        ]
    }
)


def versions(drawn: tuple[Drawn, ...]) -> list[int]:
    return [question.version_id for question in drawn]


def refs(drawn: tuple[Drawn, ...]) -> frozenset[str]:
    return frozenset(question.ref for question in drawn)


def test_the_same_seed_draws_the_same_paper_whatever_the_order_of_the_bank() -> None:
    again = Pool(reversed(SMALL.items))
    assert draw(THREE_ROWS, SMALL, "seed") == draw(THREE_ROWS, again, "seed")


def test_this_seed_draws_this_paper_for_ever() -> None:
    drawn = draw(THREE_ROWS, SMALL, "2026")
    assert versions(drawn) == [0, 7, 8, 2, 11, 13]
    assert drawn[0].option_order == (0, 2, 3, 1)


def test_other_seeds_draw_other_papers() -> None:
    drawn = {tuple(versions(draw(THREE_ROWS, SMALL, str(n)))) for n in range(50)}
    assert len(drawn) > 30


def test_a_paper_follows_its_blueprint_and_keeps_kinds_together() -> None:
    drawn = draw(THREE_ROWS, SMALL, "seed")
    assert [question.kind for question in drawn] == ["single"] * 5 + ["multiple"]
    assert [question.position for question in drawn] == [1, 2, 3, 4, 5, 6]
    assert [question.points for question in drawn] == [Decimal(3)] * 5 + [Decimal(5)]
    assert [question.section for question in drawn] == [1] * 5 + [2]


def test_sections_keep_their_order_and_fixed_questions_are_on_every_paper() -> None:
    fixed = {"ref": "property-single-3", "points": 7}
    sections = read_blueprint(
        {"sections": [{"rows": [row(1, kind="multiple")]}, {"rows": [row(4)], "fixed": [fixed]}]}
    )
    papers = [draw(sections, SMALL, str(n)) for n in range(40)]
    assert {tuple(q.kind for q in drawn) for drawn in papers} == {("multiple", *["single"] * 5)}
    found = [q for drawn in papers for q in drawn if q.ref == "property-single-3"]
    assert [q.points for q in found] == [Decimal(7)] * 40
    assert {q.position for q in found} == {2, 3, 4, 5, 6}


def test_a_fixed_question_that_is_not_live_is_a_shortage() -> None:
    with pytest.raises(Shortage) as caught:
        draw(paper(row(1), fixed=["gone"]), SMALL, "seed")
    assert [(lack.section, lack.line, lack.ref) for lack in caught.value.missing] == [
        (1, 1, "gone")
    ]
    assert "gone" in str(caught.value)


def test_a_shortage_names_every_row_that_is_short() -> None:
    wanted = paper(row(9, "property"), row(1, "tort"))
    with pytest.raises(Shortage) as caught:
        draw(wanted, SMALL, "seed")
    assert [(lack.line, lack.wanted, lack.there) for lack in caught.value.missing] == [
        (1, 9, 8),
        (2, 1, 0),
    ]
    assert "9" in str(caught.value)


def test_true_or_false_is_never_shuffled() -> None:
    sentences = pool(questions(3, kind="true_false"))
    orders = {
        q.option_order
        for n in range(20)
        for q in draw(paper(row(3, kind="true_false")), sentences, str(n))
    }
    assert orders == {(0, 1)}


def test_what_is_pinned_keeps_its_place_on_every_paper() -> None:
    one = Pool([Candidate(1, "a", "tort", "single", 4, pinned=(3,))])
    lasts = {draw(paper(row(1)), one, str(n))[0].option_order[3] for n in range(50)}
    assert lasts == {3}


# Rows that overlap


def test_a_free_row_leaves_what_a_strict_row_needs() -> None:
    bank = pool(questions(3, "property"), questions(5, "family"))
    for n in range(30):
        drawn = draw(paper(row(5), row(3, "property")), bank, str(n))
        assert sum(q.ref.startswith("property") for q in drawn) == 3


def test_crossing_rows_are_filled_whenever_any_way_fills_them() -> None:
    """`easy of any subject` may take the easy property ones only where `property of any
    difficulty` finds hard ones."""
    bank = pool(
        questions(2, "property", level="easy"),
        questions(2, "property", level="hard"),
        questions(2, "family", level="easy"),
    )
    crossing = paper(row(2, difficulty="easy"), row(4, "property"))
    for n in range(60):
        drawn = draw(crossing, bank, str(n))
        assert len(refs(drawn)) == 6


def test_a_chain_of_rows_is_moved_on_to_make_room() -> None:
    subjects = ["mediation", "property", "contract", "family", "inheritance"]
    bank = pool(*(questions(1, subject, level="easy") for subject in subjects))
    rows = [row(1, subject, difficulty="easy") for subject in subjects[1:]]
    for n in range(20):
        assert len(refs(draw(paper(row(1, difficulty="easy"), *rows), bank, str(n)))) == 5


# Chance


def test_every_question_is_on_as_many_papers_over_10000_of_them() -> None:
    bank = pool(questions(40, "property"), questions(20, "family"), questions(20, "tort"))
    blueprint = paper(row(4, "property"), row(4))
    seen = Counter(
        q.ref.split("-")[0] + q.ref[-6:]
        for n in range(10_000)
        for q in draw(blueprint, bank, f"uniform-{n}")
    )
    # The strict row takes 4 of 40; the free one 4 of the 76 that are left.
    others = 4 / 76
    owned = 4 / 40 + (1 - 4 / 40) * others
    property_ones = [n for name, n in seen.items() if name.startswith("property")]
    other_ones = [n for name, n in seen.items() if not name.startswith("property")]
    assert (len(property_ones), len(other_ones)) == (40, 40)
    # 39 degrees of freedom: 72.05 is passed with p = 0.001
    assert chi_square(property_ones, 10_000 * owned) < 72.05
    assert chi_square(other_ones, 10_000 * others) < 72.05


def test_the_less_seen_half_is_drawn_and_equally_seen_ones_stand_together() -> None:
    bank = pool(questions(6, seen=0), questions(2, seen=1), questions(4, seen=2))
    drawn = [draw(paper(row(3)), bank, str(n)) for n in range(200)]
    taken = {q.ref for one in drawn for q in one}
    assert taken == {item.ref for item in bank if item.exposure == 0}
    tied = pool(questions(2, seen=0), questions(6, seen=1), questions(1, seen=5))
    taken = {q.ref for n in range(200) for q in draw(paper(row(3)), tied, str(n))}
    assert taken == {item.ref for item in tied if item.exposure < 5}


def test_a_row_that_needs_nearly_half_has_twice_as_many_to_choose_from() -> None:
    bank = pool(questions(6, seen=0), questions(4, seen=3), questions(2, seen=9))
    taken = {q.ref for n in range(200) for q in draw(paper(row(5)), bank, str(n))}
    assert taken == {item.ref for item in bank if item.exposure < 9}


def test_the_less_seen_come_first_where_others_took_what_a_row_prefers() -> None:
    """The strict row takes the only fresh ones, so the free row goes on to the next less seen."""
    bank = pool(
        questions(4, "tort", seen=0), questions(2, "family"), questions(4, "family", seen=7)
    )
    fixed = [item.ref for item in bank if item.subject == "family" and item.exposure == 0]
    for n in range(30):
        drawn = draw(paper(row(4, "tort"), row(2), fixed=fixed), bank, str(n))
        assert sum(bank.by_ref[q.ref].exposure for q in drawn) == 14


def test_over_10000_papers_all_questions_are_seen_almost_equally_often() -> None:
    """The counts are taken anew every 500 papers, as they are every day."""
    counts: Counter[str] = Counter()
    groups = [questions(60, "property"), questions(40, "family")]
    blueprint = paper(row(3, "property"), row(5))
    for batch in range(20):
        bank = Pool(
            Candidate(q.version_id, q.ref, q.subject, q.kind, 4, exposure=counts[q.ref])
            for group in groups
            for q in group
        )
        for n in range(500):
            counts.update(q.ref for q in draw(blueprint, bank, f"seen-{batch}-{n}"))
    assert sum(counts.values()) == 80_000
    assert len(counts) == 100
    # Each is seen 800 times; between two counts one question can gain about 100 on another. Were
    # chance alone to choose, the strict row would show the property ones twice as often.
    assert max(counts.values()) - min(counts.values()) < 160


def test_the_place_of_an_option_does_not_tell_the_key() -> None:
    """Authors put the right option in the first place too often; on paper it is anywhere."""
    bank = pool(questions(50))
    shown = Counter(
        q.option_order.index(0) for n in range(400) for q in draw(paper(row(10)), bank, f"key-{n}")
    )
    assert sum(shown.values()) == 4000
    assert chi_square(shown.values(), 1000) < 16.27  # 3 degrees of freedom, p = 0.001


# What one person sees


def drawn_for(
    blueprint: Blueprint, bank: Pool, seen: frozenset[str], **limits: object
) -> frozenset[str]:
    return refs(draw(blueprint, bank, "person", Limits(seen, **limits)))  # type: ignore[arg-type]


def test_what_a_person_has_seen_comes_last() -> None:
    bank = pool(questions(10, seen=9), questions(10, seen=0))
    seen = frozenset(item.ref for item in bank if item.exposure == 0)
    assert not drawn_for(paper(row(10)), bank, seen) & seen
    assert len(drawn_for(paper(row(12)), bank, seen) & seen) == 2


def test_new_questions_stop_at_the_limit_and_seen_ones_come_again() -> None:
    bank = pool(questions(20, "property"), questions(20, "family"))
    seen = frozenset(item.ref for item in bank.items[::5])
    found = drawn_for(paper(row(4, "property"), row(4)), bank, seen, most_new=3)
    assert (len(found - seen), len(found & seen)) == (3, 5)


def test_over_all_attempts_a_person_sees_at_most_the_part_that_is_allowed() -> None:
    bank = pool(questions(60, "property"), questions(40, "family"))
    blueprint = paper(row(4, "property"), row(4))
    most, seen = 20, frozenset[str]()
    for attempt in range(6):
        found = draw(blueprint, bank, f"try-{attempt}", Limits(seen, most_new=most - len(seen)))
        seen |= refs(found)
        assert len(seen) <= most
    assert len(seen) == most


def test_a_limit_that_leaves_no_paper_says_so() -> None:
    bank = pool(questions(10, "property"), questions(10, "family"))
    seen = frozenset(item.ref for item in bank if item.subject == "property")
    with pytest.raises(Shortage) as caught:
        drawn_for(paper(row(4, "family")), bank, seen, most_new=3)
    assert caught.value.missing == ()
    assert "3" in str(caught.value.exposed)
    assert len(drawn_for(paper(row(4, "family")), bank, seen, most_new=3, firm=False)) == 4


def test_fixed_questions_count_against_the_limits() -> None:
    bank = pool(questions(10))
    first, second = bank.items[0].ref, bank.items[1].ref
    both = paper(row(1), fixed=[first, second])
    with pytest.raises(Shortage):
        drawn_for(both, bank, frozenset(), most_new=1)
    with pytest.raises(Shortage):
        drawn_for(both, bank, frozenset({first, second}), most_seen=1)
    assert {first, second} < drawn_for(both, bank, frozenset({first}), most_new=2, most_seen=1)
    assert {first, second} < drawn_for(both, bank, frozenset(), most_new=1, firm=False)


def test_seen_ones_are_used_up_to_their_own_limit() -> None:
    bank = pool(questions(10))
    seen = frozenset(item.ref for item in bank.items[:6])
    assert len(drawn_for(paper(row(6)), bank, seen, most_seen=2) & seen) == 2
    with pytest.raises(Shortage):
        drawn_for(paper(row(7)), bank, seen, most_seen=2)


def test_dice_of_different_purposes_fall_differently() -> None:
    assert dice("a", "draw").random() != dice("a", "place").random()
