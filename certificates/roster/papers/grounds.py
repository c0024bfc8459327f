"""On what an end of an appointment rests, in the words of the paper (Chinese always)."""

from certificates.roster.choices import EndReason

_IN_THE_DECISION = "依据见决定文书。"
_FILLED_AGAIN = (
    "《人民调解委员会组织条例》第三条、《人民调解工作若干规定》（司法部令第75号）第十六条："
    "由原选举单位补选，或者由原聘任单位补聘。"
)
BASES = {
    EndReason.STATUTORY_MISCONDUCT: (
        "《中华人民共和国人民调解法》第十五条：由推选或者聘任单位予以罢免或者解聘。"
    ),
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
