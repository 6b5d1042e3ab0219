"""What a hijacked mirror does to a page: traditional characters, readings in brackets, spam around."""

SPAM = "今日热门娱乐平台官网登录入口,手机版下载安装送彩金,老虎机技巧大全,在线客服"
"""Invented words of the kind that such pages carry as title and first line."""

TRADITIONAL = dict(
    zip(
        "开层医疗卫务进会学习贯彻议总结长黄并讲话机构众线训乡余签约盖扩县诊达强调对标准补点决远药问题创发让数据关爱护员"
        "实环区压责导确项处见断满优质寿宁负视频级来闽东报记贺书编辑吕审陆遥户页闻顶网权",
        "開層醫療衛務進會學習貫徹議總結長黃並講話機構眾線訓鄉餘簽約蓋擴縣診達強調對標準補點決遠藥問題創發讓數據關愛護員"
        "實環區壓責導確項處見斷滿優質壽寧負視頻級來閩東報記賀書編輯呂審陸遙戶頁聞頂網權",
        strict=True,
    )
)

READINGS = {
    "医": "yī", "层": "céng", "学": "xué", "习": "xí", "总": "zǒng", "议": "yì", "务": "wù", "结": "jié", "训": "xùn",
    "签": "qiān", "约": "yuē", "盖": "gài", "达": "dá", "调": "diào", "补": "bǔ", "点": "diǎn", "创": "chuàng",
    "让": "ràng", "关": "guān", "爱": "ài", "护": "hù", "实": "shí", "责": "zé", "确": "què", "满": "mǎn",
    "优": "yōu", "质": "zhì", "导": "dǎo", "县": "xiàn",
}  # fmt: skip
"""Behind these the mirror puts the reading."""


def mirrored(text: str) -> str:
    """Return simplified text as the mirror shows it; every fifth reading is left out, as such programs do."""
    out = []
    met = 0
    for char in text:
        out.append(TRADITIONAL.get(char, char))
        if char in READINGS:
            met += 1
            if met % 5:
                out.append(f"({READINGS[char]})")
    return "".join(out)
