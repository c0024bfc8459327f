"""The geometry of the bands."""

from datetime import date

from certificates.roster.bands import GUTTER, PLOT, Span, draw

TODAY = date(2026, 7, 2)


def test_nothing_is_drawn_without_spans() -> None:
    assert draw([("任职", []), ("上岗证", [])], TODAY) is None


def test_whole_years_make_the_scale() -> None:
    span = Span("主任（推选）", "accent", date(2025, 1, 1), date(2027, 1, 1))
    picture = draw([("任职", [span])], TODAY)
    assert picture is not None
    assert (picture.first_year, picture.last_year) == (2025, 2027)
    (bar,) = picture.lanes[0].bars
    assert bar.x == GUTTER
    assert bar.width == round(PLOT * 730 / 1095 - 1, 1)
    assert bar.label == "主任（推选）"
    assert [tick.label for tick in picture.ticks] == ["2025", "2026", "2027"]
    assert picture.lanes[0].bars[0].x < picture.today < GUTTER + PLOT


def test_words_that_do_not_fit_are_left_to_the_table() -> None:
    short = Span("市人大常委会任命", "rest", date(2026, 1, 1), date(2026, 2, 1))
    long = Span("valid", "ok", date(2020, 1, 1), date(2026, 1, 1))
    picture = draw([("陪审员", [short]), ("上岗证", [long])], TODAY)
    assert picture is not None
    assert [bar.label for lane in picture.lanes for bar in lane.bars] == ["", "valid"]


def test_many_years_are_not_all_written() -> None:
    picture = draw([("任职", [Span("", "rest", date(2006, 1, 1), date(2026, 1, 1))])], TODAY)
    assert picture is not None
    assert [tick.label for tick in picture.ticks if tick.label] == [
        str(year) for year in range(2006, 2027, 3)
    ]


def test_the_mark_of_today_stays_inside() -> None:
    spans = [Span("", "rest", date(2026, 1, 1), date(2026, 6, 1))]
    early = draw([("任职", spans)], date(2020, 1, 1))
    late = draw([("任职", spans)], date(2026, 12, 31))
    assert early is not None
    assert late is not None
    assert early.mark >= 0
    assert late.mark + 52 <= late.width
