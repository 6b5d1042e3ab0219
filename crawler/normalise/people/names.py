"""Whether words are the name of a person: by its shape, known families, and what no name is made of."""

import re

from crawler.normalise.papers.vietnamese_places import PLACES
from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import visible

MAX_NAMES_LENGTH = 80
_NO_NAMES = frozenset(
    [
        "全文",
        "文图",
        "文圖",
        "高清",
        "相关",
        "时间",
        "成都",
        "安徽",
        "江苏",
        "云南",
        "江西",
        "广州",
        "温州",
        "常州",
        "文章",
        "图文",
        "圖文",
        "方法",
        "平安",
        "安全",
        "金融",
    ]
)
"""What begins like a family name and is none."""
EDGE = " \t\r\n.,;:：，。；、·-–—_|/()（）[]【】<>《》“”\"'*＊●•◆■"
ORGANS = (
    r"(?:CDC|Sở|Bộ|Bệnh\s+viện|BV\w*|Trung\s+tâm|TT\w*|Báo|Đài|Cổng|Ban|Phòng|Khoa|Chi\s+cục|Cục|Viện|Hội|Văn\s+phòng|Đảng|UBND|Ủy\s+ban|Trường|TTXVN"
    r"|Tạp\s+chí|Trang|Thông\s+tấn|Trạm|Tổng\s+cục|Website|Vụ|Quỹ|Liên\s+đoàn|Công\s+đoàn|Đoàn)"
)
_DEGREES = re.compile(
    r"(?:(?:PGS|GS|TS|ThS|Ths|BS|BSCK\w*|BSNT|DS|DSCK\w*|CN|KS|ĐD|YS|CKI+|CK[12])(?:\.\s?|\s))+(?=\S)"
)
"""Degrees before a name: ThS.BS Đinh Gia Huy."""
_NAME_WORD = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{1,7}}\.?(?![{LOWER}]))"
NAME = rf"{_NAME_WORD}(?:[\s.-]{{1,2}}{_NAME_WORD}){{0,4}}"
VI_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Đinh|Lâm|Trương|Tạ|Phùng|Tô"
    "|Lương|Lưu|Mạc|Quách|Triệu|Nông|Cao|Kiều|Vi|Hứa|Chu|Lò|Đàm|Giàng"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于"
    "时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯"
    "昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶"
    "幸司韶黎薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居"
    "衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙养鞠须丰巢关相查后荆红游竺权盖益桓公付肖闫闵岳帅"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂時顧黃蕭貝計談龐紀項閔賈婁顏鍾駱萬盧經應鄧單諸龔陸榮榮劉葉龍賴闞車喬陰聞黨譚貢勞農溫莊閻連習魚"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fa5]{2,4}")
_HAN_ORGAN_ENDS = tuple("网網报報社局办辦处處部院所站厅廳司馆館刊组組区區县縣镇鎮市省")
"""No given name ends in these: 金羊网 is a newspaper's site and 丰台区 a district, though 金 and 丰 are families."""
_HEADINGS = (
    "tin bài ảnh hình video thông báo quyết định kế hoạch công văn nghị chỉ thị tờ trình điện hướng dẫn kết luận liên "
    "quan xem thêm khác mới nhất đọc nhiều nổi bật chuyên mục trang chủ giới thiệu hệ sở bộ y tế bệnh viện trung tâm "
    "phòng ban cục tỉnh thành phố huyện xã bản thư mời lịch tài liệu đảng ủy hội đồng"
)
_HEADING_WORDS = frozenset(_HEADINGS.split())
"""Syllables of headings in capitals that no name is made of, or too few."""


def is_person_name(text: str, language: str) -> bool:
    """Return whether the whole text has the shape of one person's name (or pen name) and of nothing better known."""
    name = visible(text[:MAX_NAMES_LENGTH])[0].strip(EDGE)
    if language == "zh":
        plain = name.replace(" ", "")
        is_name = _HAN_NAME.fullmatch(plain) and plain[0] in _SURNAMES and not plain.endswith(_HAN_ORGAN_ENDS)
        return bool(is_name) and (len(plain) < 4 or " " in name)
    name = _DEGREES.sub("", name)
    words = name.split()
    if not 2 <= len(words) <= 5 or name in PLACES or name.title() in PLACES:
        return False
    if name.isupper():
        return _is_name_in_capitals(words)
    return bool(re.fullmatch(NAME, name)) and not re.match(rf"{ORGANS}(?!\w)", name)


def are_person_names(text: str, language: str) -> bool:
    """Return whether the text is one or several names of persons and nothing else: 张三、李四."""
    names = [
        name for name in re.split(r"[、,，/]+|\s{2,}", visible(text[:MAX_NAMES_LENGTH])[0].strip(EDGE)) if name.strip()
    ]
    if len(names) == 1 and language == "zh" and all(len(name) > 1 for name in names[0].split()):
        names = names if is_person_name(names[0], language) else names[0].split()
    return bool(names) and all(is_person_name(name, language) and name.strip() not in _NO_NAMES for name in names)


def _is_name_in_capitals(words: list[str]) -> bool:
    """Newspapers print bylines in capitals, but pages print their headings so too."""
    shaped = len(words) <= 4 and all(re.fullmatch(rf"[{UPPER}]{{1,7}}\.?", word) for word in words)
    return shaped and not _HEADING_WORDS.intersection(word.lower() for word in words)


def are_han_names(value: str) -> bool:
    """Names without a colon before them must look like names: each at most four characters, of a known family."""
    names = [name for name in re.split(r"[\s、,，/]+", value) if name]
    joined = len(names) == 2 and all(len(name) == 1 for name in names)
    return joined or all(_HAN_NAME.fullmatch(name) and name[0] in _SURNAMES for name in names)
