"""What becomes of a paper: its parts as blocks, in order, and a true report of what is left out."""

from typing import Any

from courses.manuscripts.converting import Converted, convert
from courses.manuscripts.preparing import prepare
from courses.manuscripts.sections import HEADINGS
from tests.courses.manuscripts.papers import (
    docx,
    link,
    note,
    p,
    packed,
    parts,
    picture,
    png,
    relationships,
    run,
    table,
    text_box,
)

HEI, KAI = "黑体", "楷体_GB2312"


def converted(*body: str, **options: Any) -> Converted:
    return convert(prepare(docx(*body, **options), HEADINGS))


def left(made: Converted) -> dict[str, Any]:
    return {line["kind"]: line["count"] for line in made.left}


def texts(made: Converted) -> list[Any]:
    return [block.get("html") or block.get("text") for block in made.blocks]


def test_a_lesson_with_everything_keeps_its_order() -> None:
    made = converted(
        p("相邻用水", style="T"),
        p("第一节", style="1"),
        p("先看", run("水", bold=True), "，再看", link("法条库", "rId9"), "。", note(2)),
        p("查看", number=3),
        p("询问", number=3),
        p("登记", number=2),
        p("表1 收费"),
        table(("项目", "金额"), ("水费", "10")),
        p(picture("rId8", "两家院墙之间的水沟")),
        p("图1 现场"),
        p("小结", style="2"),
        p("到此。"),
        relations=[
            ("rId9", "hyperlink", "https://www.example.gov.cn/law"),
            ("rId8", "image", "media/a.png"),
        ],
        footnotes={2: "见条文。"},
        more={"word/media/a.png": png()},
    )
    assert made.title == "相邻用水"
    assert made.blocks == [
        {"kind": "heading", "text": "第一节"},
        {
            "kind": "text",
            "html": '<p>先看<b>水</b>，再看<a href="https://www.example.gov.cn/law">法条库</a>。[注1]</p>'
            "<ul><li>查看</li><li>询问</li></ul><ol><li>登记</li></ol>",
        },
        {"kind": "table", "caption": "表1 收费", "rows": [["项目", "金额"], ["水费", "10"]]},
        {"kind": "picture", "number": 1, "alt": "两家院墙之间的水沟", "caption": "图1 现场"},
        {"kind": "subheading", "text": "小结"},
        {"kind": "text", "html": "<p>到此。</p>"},
    ]
    assert made.notes == ["见条文。"]
    assert made.left == []


def test_a_red_header_paper_has_its_headings_recognised() -> None:
    """As GB/T 9704-2012 sets one: red name of the body, number, title in 小标宋, 一、 in 黑体,
    （一） in 楷体, 1. in bold; none of it by a heading style."""
    made = converted(
        p(run("示例市人民法院文件", size=124, marks='<w:color w:val="FF0000"/>'), centred=True),
        p("示法发〔2026〕12号", centred=True),
        p(run("关于规范人民调解协议", font="方正小标宋简体", size=44), centred=True),
        p(run("司法确认工作的通知", font="方正小标宋简体", size=44), centred=True),
        p("各人民法庭："),
        p(run("一、明确范围", font=HEI)),
        p(run("（一）可以确认的", font=KAI)),
        p(run("1.财产的。", bold=True), "包括借贷。"),
        p(run("1.标的清楚", bold=True)),
        p("二、各村应当认真组织学习，并在本月底以前把学习情况书面报告乡镇司法所。"),
        p(run("二、程序", font=HEI)),
        p("附件1", marks=""),
        p("格式一份。"),
        p("二〇二六年十一月二十六日"),
    )
    assert made.title == "关于规范人民调解协议司法确认工作的通知"
    assert [(block["kind"], block.get("text")) for block in made.blocks] == [
        ("text", None),
        ("heading", "一、明确范围"),
        ("subheading", "（一）可以确认的"),
        ("text", None),
        ("heading", "二、程序"),
        ("heading", "附件1"),
        ("text", None),
    ]
    assert "<p><b>1.标的清楚</b></p>" in made.blocks[3]["html"]
    assert "<b>1.财产的。</b>包括借贷。" in made.blocks[3]["html"]
    assert "二、各村应当认真组织学习" in made.blocks[3]["html"]
    assert left(made) == {"letterhead": 2}


def test_a_paper_of_wps_keeps_the_numbers_it_only_shows() -> None:
    """WPS numbers 一、 by itself, in a part of another name, and writes no heading styles."""
    held = parts(
        p("怎样登记", number=1), p("先问。"), p("怎样回访", number=1), p("再问。"),
        relations=[("rIdX", "customXml", "../customXml/item1.xml")],
    )  # fmt: skip
    held["word/document2.xml"] = held.pop("word/document.xml")
    held["word/_rels/document2.xml.rels"] = held.pop("word/_rels/document.xml.rels")
    held["_rels/.rels"] = relationships([("rId1", "officeDocument", "/word/document2.xml")])
    held["customXml/item1.xml"] = "<s:customData xmlns:s='http://www.wps.cn/officeDocument'/>"
    made = convert(prepare(packed(held), HEADINGS))
    assert texts(made) == ["一、怎样登记", "<p>先问。</p>", "二、怎样回访", "<p>再问。</p>"]


def test_a_strict_paper_is_read_like_any() -> None:
    """Strict Open XML has other names for everything."""
    usual = "http://schemas.openxmlformats.org/"
    names = {
        f"{usual}wordprocessingml/2006/main": "wordprocessingml/main",
        f"{usual}officeDocument/2006/relationships": "officeDocument/relationships",
    }
    strict: dict[str, str | bytes] = {}
    for name, part in parts(p("开头", style="1"), p("正文"), p("末尾", style="1")).items():
        for old, new in names.items():
            part = str(part).replace(old, f"http://purl.oclc.org/ooxml/{new}")  # noqa: PLW2901
        strict[name] = part
    made = convert(prepare(packed(strict), HEADINGS))
    assert texts(made) == ["开头", "<p>正文</p>", "末尾"]


def test_tracked_changes_comments_and_hidden_words_never_get_through() -> None:
    made = converted(
        p(
            "<w:commentRangeStart w:id='1'/>", run("留"), "<w:commentRangeEnd w:id='1'/>",
            "<w:r><w:commentReference w:id='1'/></w:r>",
            f"<w:ins w:id='2' w:author='张三'>{run('加')}</w:ins>",
            "<w:del w:id='3'><w:r><w:delText>删</w:delText></w:r></w:del>",
            f"<w:moveFrom w:id='4'>{run('移走')}</w:moveFrom>",
            run("藏", marks="<w:vanish/>"),
            run("样式藏", marks="<w:rStyle w:val='h'/>"),
            run("不藏", marks="<w:vanish w:val='0'/>"),
        ),
        p(run("整段藏"), style="H"),
        p("新行", marks="<w:rPr><w:ins w:id='9'/></w:rPr>"),
        relations=[("rIdC", "comments", "comments.xml")],
        more={
            "word/comments.xml": f"<w:comments {papers_names()}>"
            f"<w:comment w:id='1' w:author='李四'>{p('机密批注')}</w:comment></w:comments>"
        },
    )  # fmt: skip
    assert texts(made) == ["<p>留加不藏</p><p>新行</p>"]
    assert left(made) == {"deleted": 2, "inserted": 1, "comments": 1, "hidden": 3}
    assert str(made.as_json()).count("张三") == 0


def papers_names() -> str:
    return 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_deleted_row_and_a_deleted_end_of_paragraph_are_gone() -> None:
    row = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    rows = table(("甲", "乙"), ("1", "2")).replace("</w:tbl>", f"{row}</w:tbl>")
    made = converted(p("前半", marks="<w:rPr><w:del w:id='2'/></w:rPr>"), p("后半"), rows)
    assert texts(made)[0] == "<p>前半后半</p>"
    assert made.blocks[1]["rows"] == [["甲", "乙"], ["1", "2"]]


def test_the_words_of_a_text_box_stand_once_behind_their_paragraph() -> None:
    made = converted(p(text_box(p("框里")), run("框外")), p("后面"))
    assert texts(made) == ["<p>框外</p><p>框里</p><p>后面</p>"]
    assert left(made) == {"text_box": 1}


def test_headers_and_footers_are_left_out_but_bare_page_numbers_are_not_told() -> None:
    made = converted(
        p("正文"),
        relations=[("rIdH", "header", "header1.xml"), ("rIdG", "footer", "footer1.xml")],
        more={
            "word/header1.xml": f"<w:hdr {papers_names()}>{p('内部资料')}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {papers_names()}>{p('— 3 —')}</w:ftr>",
        },
    )
    assert left(made) == {"headers": 1}
    assert texts(made) == ["<p>正文</p>"]


def test_a_table_of_contents_is_left_out() -> None:
    gallery = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    made = converted(control, p("第一章……1", style="TOC1"), p("正文"))
    assert texts(made) == ["<p>正文</p>"]
    assert left(made) == {"toc": 2}


def test_merged_cells_say_their_words_in_each_place() -> None:
    merged = table(("甲", "乙"), ("丙", "丁"), ("戊", "己"))
    across = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    down = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
    goes_on = "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = (
        f"<w:tbl><w:tr><w:tc>{across}{p('标题')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{down}{p('甲')}</w:tc><w:tc>{p('1')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{goes_on}<w:p/></w:tc><w:tc>{p('2')}</w:tc></w:tr></w:tbl>"
    )
    made = converted(rows, p("间"), merged)
    assert made.blocks[0]["rows"] == [["标题", "标题"], ["甲", "1"], ["甲", "2"]]
    assert left(made) == {"merged": 2}


def test_a_frame_of_one_cell_is_text() -> None:
    made = converted(table((p("框") + p("内"),)))
    assert texts(made) == ["<p>框</p><p>内</p>"]


def test_a_table_too_large_is_cut_and_told() -> None:
    wide = tuple(str(number) for number in range(15))
    made = converted(table(*[wide] * 310))
    assert (len(made.blocks[0]["rows"]), len(made.blocks[0]["rows"][0])) == (300, 12)
    assert left(made) == {"table_long": 1}


def test_links_lead_to_pages_and_mail_only() -> None:
    bad = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"]
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK '
        '"javascript:alert(2)"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("域")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = converted(
        p(*[link(f"链{n}", f"rIdB{n}") for n in range(4)], link("信", "rIdM"), field),
        relations=[
            *[(f"rIdB{n}", "hyperlink", address) for n, address in enumerate(bad)],
            ("rIdM", "hyperlink", "mailto:a@example.cn"),
        ],
    )
    assert texts(made) == ['<p>链0链1链2链3<a href="mailto:a@example.cn">信</a>域</p>']
    assert left(made) == {"link": 4}


def test_markup_that_is_typed_is_words() -> None:
    made = converted(p("<script>".replace("<", "&lt;")), p(run("<script>alert(1)</script>&nbsp;")))
    assert "<script" not in texts(made)[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;nbsp;" in texts(made)[0]


def test_formulas_and_reading_aids_keep_their_words() -> None:
    base = f"<w:rubyBase>{run('调')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby><w:rt>{run('tiáo')}</w:rt>{base}</w:ruby></w:r>"
    made = converted(p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", ruby, run("解")))
    assert texts(made) == ["<p>a+b调解</p>"]
    assert left(made) == {"formula": 1}


def test_the_lone_first_heading_is_the_title() -> None:
    made = converted(p("讲稿", style="1"), p("一节", style="2"), p("文"), p("二节", style="2"))
    assert made.title == "讲稿"
    assert [block["kind"] for block in made.blocks] == ["heading", "text", "heading"]


def test_a_title_that_no_page_can_hold_stays_in_the_text() -> None:
    made = converted(p("长" * 101, style="T"), p("文"))
    assert (made.title, texts(made)) == ("", [f"<p>{'长' * 101}</p><p>文</p>"])
    made = converted(p("上" * 60, style="T"), p("下" * 41, style="T"), p("文"))
    assert (made.title, texts(made)) == ("上" * 60, [f"<p>{'下' * 41}</p><p>文</p>"])


def test_a_heading_too_long_for_one_is_a_bold_line() -> None:
    made = converted(p("长" * 61, style="1"), p("文"))
    assert texts(made) == [f"<p><b>{'长' * 61}</b></p><p>文</p>"]
    assert left(made) == {"heading_long": 1}
    assert texts(converted(p("长" * 60, style="1"), p("短", style="1")))[0] == "长" * 60
