"""Surnames, to tell names of people from the words around them.

Pure. The plain ones hardly begin another word behind 原告 or 当事人; the doubtful ones do (应, 于,
向 and the like), so they count only where a name ends at a mark or a line. WORDS begin with a
surname and are nobody.
"""

from portal.masking import DOUBLE_SURNAMES

PLAIN = frozenset(
    "王李张刘陈杨赵周吴徐孙胡朱郭林罗梁宋谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎潘杜戴钟汪姜姚谭廖邹熊陆郝孔崔邱秦侯邵孟段雷尹黎赖龚樊兰殷陶"
    "洪翟颜倪牛俞鲁葛韦聂柳邢骆岳梅涂辛祁耿牟卜詹苗靳甄柴鲍阮"
    "佘屠柯翁隋窦凌霍冉卓虞裴瞿艾喻鞠邬卞栾戚娄桑桂臧芦冼敖蔺佟闵晏褚匡巫尚马"
)
DOUBTFUL = frozenset(
    "高江任石万金童房严施费祝游钱汤夏文武乔易贺龙余郑程田范顾蒙仇宁谷华季尤齐毕史纪黄许关庄章焦"
    "盛欧习米于应向方安常时成从明连曾何经双康毛白包左解古温支路平班项"
)
DOUBLE = DOUBLE_SURNAMES - {"第五"}
_WORDS = """
    陈述 陈旧 马上 任何 任意 任由 关系 关于 房屋 房子 房产 严重 严格 施工 施救 费用 钱款 钱财
    史料 石头 习惯 万一 金额 江边 童年 牛羊 祝贺 游说 纪要 华侨 季节 谢绝 许可 许诺 许多 黄河
    孙子 孙女 夏天 汤药 焦急 乔迁 文书 文化 武断 易怒 贺礼 龙头 毕竟 齐全 庄稼 尤其 余额 余下
    余款 郑重 程序 田地 田间 范围 顾虑 罗列 沈默 蒙受 仇视 宁愿 宁可 谷物 高兴 高度 于是 于此
    应当 应该 应有 向来 方便 方面 方可 安全 安排 安心 安置 常常 常年 时常 时间 成年 成员 成功
    从此 全部 全体 全家 全程 明白 明确 明知 能够 能否 连续 连同 曾经 何时 何处 何种
    经过 经济 经常 经营 都是 双方 康复 毛病 白天 包括 包工 左右 左边 解除 解释 解决 古稀
    温和 支付 支持 路过 平时 平等 班次 项目 柳树 桑树 桂花 梅雨 林地 林木 林权 牛棚 马路 苗木
    苗圃 桥梁 洪水 叶子 董事 唐突 周围 周边 周岁 周末 张口 张贴 张罗 宋体 苏醒 秦腔 钟头 汪洋
    戴着 杜绝 丁字 孔洞 崔促 雷雨 段落 兰花 陶瓷 辛苦 柴火 卓越 尚未 尚需 尚有 章程 盛怒 米面
    曹操 胡同 朱红 胡说 胡乱 葛根 鲁莽 霍然 凌晨 凌乱 侯补 赖账 赖着 方要 方认 方提 方表 方称
    方均 方已 方不 方未 方在 方同
    从小 从来 从前 成家 成婚 成亲 能干 时年 应允 连夜
    项下 平分 解约 明知 明说 经手 双亡 雷击 陶土 洪涝 林场 牛圈 马厩 柴房 桥头
"""
WORDS = frozenset(_WORDS.split())
