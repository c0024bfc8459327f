"""The template that authors fill in: the columns of our own sheets, an example of each kind of
question, lists to choose from, and a sheet that says what each column takes."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exams.formats.examples import EXAMPLES, GUIDE, GUIDE_HEAD, SUBJECT, TIER
from exams.formats.writing_sheet import KINDS, LEVELS, SHEET, lines_of, titles_of
from exams.wording import HALF, PER_OPTION, WHOLE
from portal.spreadsheets.writing import HEAD

OPTIONS = 6
LAST_ROW = 20_000  # so far down the lists reach, and as many questions a file may hold
CREDITS = {HALF: "得一半", PER_OPTION: "按比例得分", WHOLE: "全对才得分"}
CHOICES: dict[str, tuple[str, ...]] = {
    "题型": tuple(KINDS.values()),
    "难度": tuple(LEVELS.values()),
    "科目": (
        SUBJECT, "物权与相邻", "合同与借贷", "婚姻家庭", "继承", "侵权责任", "调解实务",
    ),
    "层级": (TIER, "乡镇（街道）", "市级"),
    "用于": ("考试专用", "练习和测验用"),
    "漏选得分": tuple(CREDITS.values()),
    "乱序": ("是",),
}  # fmt: skip
WIDTHS = {"题干": 44, "答案": 24, "解析": 40, "科目": 18, "层级": 16, "来源": 14, "法条编号": 20,
          "用于": 14, "匹配项": 30, "采分点": 34}  # fmt: skip
NARROW, OPTION_WIDTH = 11, 22
_OPTION = "选项A 至 选项F"
GUIDES = (
    ("编号", "可不填。自己的题号；案例分析题必填。", "1"),
    ("题型", "从下拉列表里选。", "单选题"),
    ("题干", "必填。填空题每个空写四个下划线 ____；案例分析题在这里写案情。图片插在这一格上。", ""),
    (
        _OPTION,
        "单选题、多选题、排序题的选项，匹配题左边的一列：一格一项，前面不写字母。其他题型不填。",
        "",
    ),
    ("", "六个选项不够的，在“选项F”后面加“选项G”等列。", ""),
    ("答案（单选题）", "一个字母。", "B"),
    ("答案（多选题）", "几个字母连着写。", "ABD"),
    ("答案（判断题）", "对 或 错。", "错"),
    (
        "答案（填空题）",
        "一个空一行（Alt+Enter 换行）；几种写法都算对的，中间写 | 。",
        "三十日|30日",
    ),
    ("答案（匹配题）", "左边的字母-右边的字母，中间写分号。", "A-B；B-C；C-A"),
    ("答案（排序题）", "按正确的先后写字母。", "BCAD"),
    ("答案（简答题）", "参考答案，由人阅卷。", ""),
    ("解析", "可不填。练习后给学员看，请写明依据哪部法律第几条。", ""),
    ("难度", "易、中、难；不填就是中。", "中"),
    ("科目", "从下拉列表里选；不填就用上传时选的科目。", SUBJECT),
    ("层级", "从下拉列表里选；不填就用上传时选的层级。", TIER),
    ("用于", "从下拉列表里选；不填就用上传时选的。", "练习和测验用"),
    ("来源", "可不填。不填就写文件的名称。", ""),
    ("分值", "可不填。1 至 100，最多一位小数；案例分析题写在每个小题上。", "2"),
    (
        "法条编号",
        "可不填：解析里写明的法条会自动认出来。要写就写 法律代号:条号，几条之间空一格。",
        "mediation-law:4",
    ),
    ("", "人民调解法 mediation-law，民法典 civil-code，民事诉讼法 civil-procedure。", ""),
    (
        "漏选得分",
        "多选题选得不全、又没有选错的，从下拉列表里选怎样得分；不填就是得一半。",
        CREDITS[HALF],
    ),
    ("固定选项", "换位置时要留在原处的选项的字母；都可以换位置的写 无，或者不填。", "D"),
    ("乱序", "填空题几个空的答案可以互换的，写 是。", "是"),
    ("匹配项", "匹配题右边的一列：一行一项，前面写字母。可以比左边多。", "A. 不得调解"),
    ("采分点", "简答题的评分标准：一行一点，行末写分数。", "写明期限（2分）"),
    ("所属大题", "案例分析题的小题：写案情那一行的编号。小题紧接在案情下面，一题一行。", "8"),
)
RULES = (
    "第一行的栏目名称不要改；不用的栏目可以空着或者删掉，先后也可以换。",
    "示例行不用删，导入时会跳过。改写了题干、选项或者答案的，就当作您自己的题目。",
    "案例分析题的示例有三行：改写了其中一行，三行就都当作您自己的题目，请把三行都改好。",
    "上传后先逐题预览，确认以后才进入题库；导入的题目是草稿，要另一个人审核通过后才使用。",
)
_EXAMPLE_FONT = Font(color="646B71")
_EXAMPLE_FILL = PatternFill("solid", fgColor="F5F4EF")
_LINE = Border(bottom=Side("thin", color="E4E2DA"))
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def write() -> bytes:
    """The template as an .xlsx; read as it is, it brings no question."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_questions(book.create_sheet(SHEET))
    _write_guide(book.create_sheet(GUIDE))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def titles() -> list[str]:
    """The columns of the template, in their order."""
    return titles_of(OPTIONS)


def _write_questions(sheet: Worksheet) -> None:
    every = titles()
    _head(sheet, every)
    sheet.freeze_panes = "D2"  # number, kind and question stay in sight
    for at, title in enumerate(every, start=1):
        letter = get_column_letter(at)
        column = sheet.column_dimensions[letter]
        column.width = WIDTHS.get(title, OPTION_WIDTH if title.startswith("选项") else NARROW)
        column.number_format = "@"  # 1-2 is no day here
        column.alignment = _WRAPPED
        if title in CHOICES:
            _offer(sheet, f"{letter}2:{letter}{LAST_ROW}", title)
    for line in lines_of(EXAMPLES, OPTIONS):
        cells = dict(zip(every, line, strict=True))
        cells["漏选得分"] = CREDITS.get(cells["漏选得分"], "")
        sheet.append(list(cells.values()))
        for cell in sheet[sheet.max_row]:
            cell.number_format, cell.alignment, cell.border = "@", _WRAPPED, _LINE
            cell.font, cell.fill = _EXAMPLE_FONT, _EXAMPLE_FILL


def _offer(sheet: Worksheet, cells: str, title: str) -> None:
    """A list to choose from; another word is asked about and not forbidden."""
    words = ",".join(CHOICES[title])
    offer = DataValidation("list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning")
    offer.errorTitle, offer.error = title, "列表里没有这个词，导入时可能认不出来。"
    offer.showErrorMessage = True
    offer.add(cells)
    sheet.add_data_validation(offer)


def _write_guide(sheet: Worksheet) -> None:
    _head(sheet, [GUIDE_HEAD, "怎么填", "例子"])
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 18), ("B", 76), ("C", 22)):
        sheet.column_dimensions[letter].width = width
    for line in (*GUIDES, *(("", rule, "") for rule in RULES)):
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            cell.number_format, cell.alignment, cell.border = "@", _WRAPPED, _LINE


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(vertical="center")
