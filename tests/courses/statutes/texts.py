"""Small statutes written for these tests, in the shape of the official files."""

ORCHARD = """# 果园管理条例

2020年1月2日 果园会议通过

2020年3月1日 施行

<!-- INFO END -->

## 第一章 总 则

第一条 为了管好果园,制定本条例。

第二条 果园包括:

(一)梨园;

（二）桃园。

## 第二章\u2002\u2002采摘

### 第一节 一般规定

第三条 采摘应当轻拿轻放。

第三条之一 雨天不采摘。

\u200b

第四条 本条例自2020年3月1日起施行。"""

BOOK = """# 中华人民共和国民法典

# 物权编

2020年5月28日 大会通过

2021年1月1日 施行

<!-- INFO END -->

第二百八十九条 自己写的第一句话。

第二百九十条 自己写的第二句话，说的是排水。
"""

# The same statute, amended: 第三条 says more, 第三条之一 is gone, 第四条 is set with other blanks.
ORCHARD_AMENDED = (
    ORCHARD.replace("2020年3月1日 施行", "2026年2月1日 果园会议修正\n\n2026年6月1日 施行")
    .replace("采摘应当轻拿轻放。", "采摘应当轻拿轻放，戴手套。")
    .replace("第三条之一 雨天不采摘。\n\n", "")
    .replace("自2020年3月1日起施行", "自 2020年3月1日 起施行")
)
