"""Which part of a commentary a heading opens; plain values in and out."""

from dataclasses import dataclass, field
from typing import Any

# The headings judges use, in the order of the page. Data: add what a court writes, nothing else.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "facts": (
        "案情", "案情回顾", "案情简介", "基本案情", "案件事实", "案情介绍", "案件简介", "案例简介",
        "纠纷起因", "事件经过", "案件基本情况", "简要案情", "纠纷概况",
    ),
    "issues": ("争议焦点", "本案焦点", "焦点问题", "争议问题", "案件焦点", "双方争议", "纠纷焦点"),
    "process": (
        "调解过程", "调解经过", "调解过程及结果", "调解过程与结果", "处理过程", "调处过程",
        "化解过程", "调解方法", "调解情况",
    ),
    "result": (
        "处理结果", "调解结果", "裁判结果", "法院判决", "判决结果", "案件结果", "审理结果",
        "履行情况", "回访情况",
    ),
    "analysis": (
        "法官解读", "法律分析", "法官说法", "法律解读", "法官释法", "裁判理由", "案例评析",
        "案例分析", "法理分析", "以案说法", "法律依据", "法条链接", "相关法条", "评析",
        "案件评析", "裁判要旨",
    ),
    "comment": ("法官点评", "专家点评", "点评", "案例点评", "调解点评", "简评", "编后语"),
    "say": ("话术", "可以这样说", "调解话术", "参考话术", "调解用语", "调解员可以这样说"),
    "dos": ("可以做", "应当做", "要这样做", "调解要点", "做法提示", "工作提示"),
    "donts": ("不要做", "容易做错", "易错点", "注意事项", "避免", "常见误区", "误区提示"),
    "significance": (
        "典型意义", "案例意义", "社会意义", "案件意义", "启示", "案例启示", "法官提醒", "法官寄语",
        "经验启示", "温馨提示", "典型价值", "案件启示",
    ),
    "key_holding": ("一句话", "要旨", "案例要旨", "核心提示", "一句话要点"),
    "keywords": ("关键词", "关键字"),
}  # fmt: skip
FIELD_OF = {word: name for name, words in SYNONYMS.items() for word in words}
HEADINGS = frozenset(FIELD_OF)
ELSEWHERE = "facts"  # where that goes for which there is no place


@dataclass
class Sections:
    """The blocks of each field, and how many stood under headings that are none of a field's."""

    blocks: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    strangers: int = 0


def sorted_out(blocks: list[dict[str, Any]], bare: Any) -> Sections:
    """The blocks of a paper by the field of a commentary they belong to. `bare` takes number and
    brackets off a heading. What stands under another heading stays where the paper had got to;
    before any heading, and under a strange one at the top level, that is the facts."""
    found = Sections()
    here = ELSEWHERE
    for block in blocks:
        if block["kind"] in {"heading", "subheading"}:
            name = FIELD_OF.get(bare(block["text"]))
            if name:
                here = name
                continue
            if block["kind"] == "heading":
                here = ELSEWHERE
                found.strangers += 1
            line = f"<p><b>{_escaped(block['text'])}</b></p>"
            found.blocks.setdefault(here, []).append({"kind": "text", "html": line})
            continue
        found.blocks.setdefault(here, []).append(block)
    return found


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
