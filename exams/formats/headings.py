"""The names of columns (and of fields in JSON), in the words people use.

A sheet that we write uses the first word of each field, so that it can be read back:

    编号 | 题型 | 题干 | 选项A … | 答案 | 解析 | 难度 | 科目 | 层级 | 用于 | 来源 | 分值
    | 法条编号 | 漏选得分 | 固定选项 | 乱序 | 匹配项 | 采分点 | 所属大题 | 附加数据

`法条编号` holds `civil-code:1165`, several with a blank between; `固定选项` the letters of pinned
options, or `无`; `乱序` is 是 when the blanks may stand in any order; `漏选得分` is one of half,
per_option, whole; `匹配项` the targets, a line each with its letter (`A. …`), the answer then
`A-B；B-A`; `采分点` a line each that ends in `（2分）`; a question of a case has the 编号 of its
case in `所属大题`; `附加数据` says what a row alone cannot (certain.py). Blanks are told apart in
答案 by line ends, their accepted answers by `|` (see blanks.py).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from exams.formats.cleaning import narrow
from exams.formats.traditional import simplified

_NAMES: dict[str, tuple[str, ...]] = {
    "stem": (
        """
        题干 试题题干 题目题干 题干内容 题干信息 题干描述 试题内容 题目内容 问题内容 考题内容
        试题正文 题目正文 stem questionstem questiontext questioncontent questionbody quesstem
        topiccontent 小题题干 小题内容 quescontent questitle testcontent tigan
        """,
        """
        题目 试题 问题 考题 题面 题目描述 试题描述 问题描述 试题名称 题目名称 试题题目 题目标题
        试题标题 问题标题 题目信息 question questions statement problem prompt query input
        questiontitle questionname questiondesc ques q 判断题目 timu
        """,
        "内容 content text 正文 body sentence 题 描述",
        "title 标题 name 名称 description instruction topic",
    ),
    "passage": (
        """
        材料 背景材料 阅读材料 案例材料 案例 案情 背景 共用题干 材料内容 案例内容 大题题干
        passage context article material scenario background 题目材料 主题干 case ctx
        """,
    ),
    "key": (
        """
        答案 正确答案 参考答案 标准答案 试题答案 题目答案 正确选项 答案选项 答案内容 正确项 正答
        标答 答案填写 题目正确答案 试题正确答案 answer answers correctanswer correctanswers
        rightanswer correct key answerkey correctoption correctoptions correctchoice
        standardanswer rightkey solution answertext referenceanswer rightoption correctkey
        goldanswer anskey quesanswer cop rightanswers
        answerlist questionanswer questionanswerlist standardanswers correctids
        correctword answeroptionid answeroptionids correctoptionid correctoptionids correctanswerid
        correctanswerids rightoptionid daan rightchoice
        """,
        "output label target gold ans 结果 reply response groundtruth",
    ),
    "together": (
        """
        选项 选项内容 备选项 候选项 备选答案 选择项 可选项 全部选项 选项列表 答案列表 options
        choices optionlist option choice candidates items optioncontent answeroptions choicelist
        alternatives 题目选项 试题选项 opts itemlist endings xuanxiang answeroption quesoptions
        """,
    ),
    "kind": (
        """
        题型 试题类型 题目类型 题型名称 试题题型 题目题型 问题类型 类型 题类 考题类型 type kind
        questiontype qtype quetype questionkind questionformat typename 题目类别 题类型
        topictype questype 小题题型 questiontypecn typecn tixing
        """,
        """
        multichoice ismultiple ismulti 是否多选 多选 multiple category类型 questioncategory
        format
        """,
    ),
    "explanation": (
        """
        解析 答案解析 试题解析 题目解析 试题分析 答案分析 答案说明 题解 详解 解释 解答 分析 说明
        解题思路 题目分析 explanation explain analysis rationale feedback generalfeedback
        resolve reason exp answeranalysis comment hint 点评 试题详解 答案解释 解析说明 reasoning
        explaintext answerexplanation 错误解析 答案依据说明 explains analyze quesanalyze
        quesanalysis jiexi
        """,
    ),
    "basis": (
        """
        依据 法律依据 法条依据 答案依据 出题依据 命题依据 依据条款 相关法条 basis reference
        references lawarticle
        """,
    ),
    "difficulty": (
        """
        难度 难易度 难易程度 难度等级 难度系数 难度级别 试题难度 题目难度 难易 难度值 difficulty
        level difficultylevel hardness quesdifficulty diffculty nandu
        """,
    ),
    "marks": (
        """
        分值 分数 题目分值 试题分值 题目分数 默认分值 试题分数 本题分值 每题分值 score
        point points mark marks fullscore defaultscore pointspossible maxscore fenzhi
        """,
        "得分",  # as a rule what somebody scored
    ),
    "subject": (
        "科目 学科 课程 科目名称 subject course subjectname coursename",
        """
        分类 试题分类 题目分类 题库分类 所属分类 类别 所属题库 题库 题库名称 category 专业 模块
        领域 module domain subjectcategory field classification
        """,
        "章节 章 节 所属章节 单元 章节名称 chapter section unit chaptername",
        """
        知识点 考点 知识点名称 考查点 考核点 所属知识点 标签 关键词 tags tag keywords
        knowledgepoint knowledge knowledgepoints topics conceptname concept knowledges
        quesknowledges
        """,
    ),
    "tier": ("层级 适用层级 适用对象 等级 适用等级 级别 岗位等级 技能等级 tier grade",),
    "source": (
        """
        来源 出处 试题来源 题目来源 source 真题来源 origin 试卷 试卷名称 年份 year examname
        metainfo
        """,
    ),
    "label": (
        """
        编号 序号 题号 试题编号 题目编号 试题序号 题目序号 试题id 题目id 编码 试题编码 标识 id
        no num number index idx questionid questionno qid sn uid uuid questionnumber ref
        identifier itemid
        """,
    ),
    "cites": ("法条编号 cites",),
    "credit": ("漏选得分 得分规则 少选得分 credit partialcredit 评分方式 计分方式",),
    "pinned": ("固定选项 pinned",),
    "order": ("乱序 是否有序 答案顺序 空序 anyorder 答案乱序",),
    "targets": ("匹配项 右侧选项 右列 匹配选项 配对项 targets 连线项 右边选项",),
    "marking": (
        """
        采分点 评分标准 评分要点 评分细则 得分点 评分点 采分标准 marking rubric gradingcriteria
        markingpoints
        """,
    ),
    "parent": (
        """
        所属大题 父题编号 父题序号 母题编号 母题序号 所属案例 父题 母题
        """,
        "大题编号 大题序号 parent parentid 父级编号 主题编号",  # may name a section as well
    ),
    "certain": ("附加数据",),
    "use": ("用于 usedfor",),
    "count": ("选项数 选项个数 选项数量 optioncount optionnum optionscount",),
    "flag": ("是否正确 是否正确答案 iscorrect isanswer isright istrue",),
}
_FIELDS = {
    word.lower(): (field, rank)
    for field, ranks in _NAMES.items()
    for rank, words in enumerate(ranks)
    for word in words.split()
}
LONGEST, LONGEST_LOOSE = 120, 12
WEAK = 5  # the rank of a name that is only known by its end
_LOOSELY = {
    "stem": ("题干", "题目", "试题", "问题"),
    "key": ("答案", "正确选项"),
    "explanation": ("解析",),
    "kind": ("题型",),
    "difficulty": ("难度", "难易度", "难易程度"),
    "marks": ("分值",),
    "subject": ("知识点", "章节", "科目", "考点"),
}
_GIVEN = re.compile("考生|学生|学员|用户|作答|我的|你的|错误|是否|提交|备选")
_HANZI = "一二三四五六七八九十"
_N = rf"(?P<n>\d{{1,2}}|[{_HANZI}])"
_OPTION = (
    r"(?:选项|备选项|候选项|选择项|备选答案|备选|候选|答案选项|option|choice|opt|item|可选项"
    r"|选项内容|xuanxiang)"
)
_PATTERNS = (
    ("option", re.compile(rf"(?:{_OPTION}|答案|answer|ans)?(?P<letter>[a-z])")),
    ("option", re.compile(r"(?P<letter>[a-z])(?:选项|项|答案|option|选项内容|text)")),
    ("option", re.compile(rf"{_OPTION}(?P<letter>[a-z])(?:内容|text|content)")),
    ("option", re.compile(r"op(?P<letter>[a-f])")),
    ("wrong", re.compile(r"(?:incorrect|wrong|false)(?:answer|option|choice)s?(?P<n>\d{1,2})?")),
    ("wrong", re.compile(r"(?:incorrect|wrong)(?P<n>\d{1,2})")),
    ("wrong", re.compile(r"(?:distractors?|错误选项|干扰项|错误答案)(?P<n>\d{1,2})?")),
    ("option", re.compile(rf"{_OPTION}{_N}")),
    (
        "blank",
        re.compile(
            rf"(?:答案|正确答案|填空答案|参考答案|answer|第|空|blank|填空|空格){_N}(?:空)?(?:的)?(?:答案)?"
        ),
    ),
    ("flag", re.compile(rf"(?:iscorrect|是否正确|正确与否|isanswer|isright){_N}")),
    ("flag", re.compile(r"(?:iscorrect|是否正确|isanswer|isright)(?P<letter>[a-z])")),
)
_BRACKETS = re.compile(r"[(\[{【<〔「].*?[)\]}】>〕」]", re.S)
_NOISE = re.compile(r"[\s　*＊_\-:/、,。.#·★☆\"'“”]+")
_FILLER = re.compile(r"必填项?|选填项?|可不填|可为空|非必填|必选|可选填|可空$")


@dataclass(frozen=True)
class Name:
    """What a column is called: `field`, how plainly (`rank`, 0 first), and for options, blanks and
    flags which one: a `letter` or a `number`."""

    field: str
    rank: int = 0
    letter: str = ""
    number: int = -1


@lru_cache(maxsize=4096)
def name_of(title: str) -> Name | None:
    """What a title (or the name of a JSON field) names; None when it is none that we know."""
    if not title or len(title) > LONGEST:
        return None
    whole = simplified(narrow(title))
    bare = _BRACKETS.sub("", whole)
    for form in (bare, whole, *re.split(r"[/、\n|:]|\s[-–—]\s", bare)):
        plain = _FILLER.sub("", _NOISE.sub("", form).lower()).strip("()[]【】{}<>")
        if plain in _FIELDS:
            return Name(*_FIELDS[plain])
        found = _patterned(plain)
        if found:
            return found
    return _loosely(_FILLER.sub("", _NOISE.sub("", bare).lower()))


def _loosely(plain: str) -> Name | None:
    """A longer name in Chinese by how it ends (单选题题目, 本题正确答案); that of an answer which
    somebody gave is none."""
    if len(plain) > LONGEST_LOOSE or _GIVEN.search(plain):
        return None
    for field, ends in _LOOSELY.items():
        if plain.endswith(ends):
            return Name(field, WEAK)
    return None


def _patterned(plain: str) -> Name | None:
    for field, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if not found:
            continue
        parts = found.groupdict()
        if parts.get("letter"):
            return Name(field, letter=found["letter"].upper())
        n = parts.get("n") or "0"
        return Name(field, number=int(n) if n.isdecimal() else _HANZI.index(n) + 1)
    return None
