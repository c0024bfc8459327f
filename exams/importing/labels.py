"""Where an imported question belongs, by the words of its file."""

import unicodedata

from courses.choices import Subject
from exams.bank import Label
from exams.choices import ItemPool
from exams.formats.entries import Entry
from portal.people.choices import Tier

# Words that name a subject, the longest first where one holds another.
SUBJECT_WORDS = (
    ("继承", Subject.INHERITANCE),
    ("遗嘱", Subject.INHERITANCE),
    ("婚姻", Subject.FAMILY),
    ("家庭", Subject.FAMILY),
    ("侵权", Subject.TORT),
    ("损害赔偿", Subject.TORT),
    ("物权", Subject.PROPERTY),
    ("相邻", Subject.PROPERTY),
    ("邻里", Subject.PROPERTY),
    ("合同", Subject.CONTRACT),
    ("借贷", Subject.CONTRACT),
    ("借款", Subject.CONTRACT),
    ("调解法", Subject.MEDIATION),
    ("司法确认", Subject.MEDIATION),
    ("陪审", Subject.MEDIATION),
    ("调解程序", Subject.MEDIATION),
    ("职业道德", Subject.CRAFT),
    ("调解技巧", Subject.CRAFT),
    ("实务", Subject.CRAFT),
)
TIER_WORDS = (
    ("市", Tier.CITY),
    ("乡", Tier.TOWNSHIP),
    ("镇", Tier.TOWNSHIP),
    ("街道", Tier.TOWNSHIP),
    ("村", Tier.VILLAGE),
    ("社区", Tier.VILLAGE),
)
POOL_WORDS = (
    ("考", ItemPool.EXAM),
    ("exam", ItemPool.EXAM),
    ("练习", ItemPool.PRACTICE),
    ("practice", ItemPool.PRACTICE),
)
LONGEST_SOURCE = 200


def label_of(entry: Entry, standing: Label) -> Label:
    """The row's own subject, tier, pool and source where its words are understood, otherwise
    those said for the whole file; several subjects in one cell are none."""
    return Label(
        subject=_meant(entry.subject, SUBJECT_WORDS, Subject.values) or standing.subject,
        tier=_meant(entry.tier, TIER_WORDS, Tier.values) or standing.tier,
        pool=_meant(entry.used_for, POOL_WORDS, ItemPool.values) or standing.pool,
        source=(entry.source or standing.source)[:LONGEST_SOURCE],
    )


def _meant(written: str, words: tuple[tuple[str, str], ...], values: list[str]) -> str:
    plain = unicodedata.normalize("NFKC", written).strip().casefold()
    if plain in values:
        return plain
    found = {str(value) for word, value in words if word in plain}
    return found.pop() if len(found) == 1 else ""
