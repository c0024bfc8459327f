"""Names of columns and words for kinds in traditional characters; texts of questions stay."""

_PAIRS = """題题 幹干 選选 項项 確确 類类 別别 難难 標标 準准 參参 內内 問问 試试
    單单 複复 對对 錯错 斷断 據据 釋释 詳详 編编 號号 級级 層层 來来 處处
    點点 節节 識识 學学 課课 評评 則则 總总 計计 數数 條条 說说 誤误 備备
    補补 論论 簡简 連连 線线 圖图 順顺 簽签 關关 鍵键 專专 業业 庫库 領领
    爲为 為为 個个 實实 務务 詞词 寫写 話话 證证 間间 區区 擇择 塡填 應应
    該该 資资 閱阅 讀读 結结 語语 認认"""
_SIMPLE = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


def simplified(text: str) -> str:
    """A name or a word for comparing: 題目 as 题目."""
    return text if text.isascii() else text.translate(_SIMPLE)
