"""On what an end of an appointment rests, in the words of the paper (Chinese always)."""

from certificates.roster.choices import EndReason

_IN_THE_DECISION = "依据见决定文书。"
_FILLED_AGAIN = (
    "《人民调解委员会组织条例》第三条、《人民调解工作若干规定》（司法部令第75号）第十六条："
    "由原选举单位补选，或者由原聘任单位补聘。"
)
_DISMISSED = "由推选或者聘任单位予以罢免或者解聘。"
BASES = {
    EndReason.PARTIALITY: (
        f"《中华人民共和国人民调解法》第十五条第一项（偏袒一方当事人）：{_DISMISSED}"
    ),
    EndReason.INSULT: f"《中华人民共和国人民调解法》第十五条第二项（侮辱当事人）：{_DISMISSED}",
    EndReason.GAIN: (
        "《中华人民共和国人民调解法》第十五条第三项（索取、收受财物或者牟取其他不正当利益）："
        f"{_DISMISSED}"
    ),
    EndReason.DISCLOSURE: (
        "《中华人民共和国人民调解法》第十五条第四项（泄露当事人的个人隐私、商业秘密）："
        f"{_DISMISSED}"
    ),
    EndReason.STATUTORY_MISCONDUCT: f"《中华人民共和国人民调解法》第十五条：{_DISMISSED}",
    EndReason.SERIOUS_DERELICTION: (
        "《人民调解委员会组织条例》第三条、《人民调解工作若干规定》（司法部令第75号）第十六条："
        "由原选举单位或者原聘任单位撤换。"
    ),
    EndReason.INCOMPETENT: (
        "依据为本市文件或者聘任合同的约定；不称职不属于《中华人民共和国人民调解法》第十五条所列情形。"
    ),
    EndReason.DISQUALIFIED: _IN_THE_DECISION,
    EndReason.CANNOT_SERVE: _FILLED_AGAIN,
    EndReason.RESIGNED: "本人提出。",
    EndReason.TERM_EXPIRED: "任期或者聘期届满。",
    EndReason.ROTATED: "本市大调解工作机制文件关于派驻人员轮换的规定。",
    EndReason.AGE: _IN_THE_DECISION,
    EndReason.DECEASED: "",
    EndReason.MERGED_ORG: _IN_THE_DECISION,
    EndReason.RENEWED: "任期或者聘期届满，连选连任或者续聘。",
}


def basis_of(reason: str) -> str:
    """What law or paper the end rests on; empty where nothing has to be said."""
    return BASES[EndReason(reason)]
