"""On what each end rests: nothing that the law does not say."""

from certificates.roster.choices import MISCONDUCT, EndReason
from certificates.roster.papers.grounds import BASES, basis_of


def test_every_reason_has_its_words() -> None:
    assert set(BASES) == set(EndReason)


def test_misconduct_alone_rests_on_article_15() -> None:
    named = {reason for reason in EndReason if "调解法》第十五条" in basis_of(reason)}
    assert named == MISCONDUCT | {EndReason.INCOMPETENT}
    assert "第十五条第三项" in basis_of(EndReason.GAIN)
    assert "不属于《中华人民共和国人民调解法》第十五条" in basis_of(EndReason.INCOMPETENT)
    assert "第三条" in basis_of(EndReason.SERIOUS_DERELICTION)
    assert "第十六条" in basis_of(EndReason.SERIOUS_DERELICTION)
