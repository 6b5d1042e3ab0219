import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.people.bylines import clean_person, clean_source, read_byline
from crawler.normalise.people.edges import read_closing_line, read_opening_line
from crawler.normalise.people.names import is_person_name

BYLINES = {
    "author": ("vi", "Tác giả: Lê Văn Sơn", {"author": "Lê Văn Sơn"}),
    "author of the text": ("vi", "Tác giả bài viết: Thu Hằng", {"author": "Thu Hằng"}),
    "source": ("vi", "Nguồn tin: Bộ Y tế", {"source": "Bộ Y tế"}),
    "source is an address": (
        "vi", "Nguồn: https://haison.gov.vn/tin/a-1.html)", {"source": "https://haison.gov.vn/tin/a-1.html"},
    ),
    "news and picture": ("vi", "Tin, ảnh: Thu Hằng", {"author": "Thu Hằng"}),
    "news and picture with organ": (
        "vi", "Tin, ảnh: Lê Hoa – CDC Hải Sơn", {"author": "Lê Hoa", "source": "CDC Hải Sơn"},
    ),
    "picture only": ("vi", "Ảnh: Thu Hằng", {}),
    "name and organ": ("vi", "Minh T – CDC Hải Sơn.", {"author": "Minh T", "source": "CDC Hải Sơn"}),
    "name and organ in brackets": ("vi", "Lê Hoa (TTYT Tân Yên)", {"author": "Lê Hoa", "source": "TTYT Tân Yên"}),
    "place and organ": ("vi", "Hải Phòng - Sở Y tế", {}),
    "according to": ("vi", "Theo Báo Hải Sơn", {"source": "Báo Hải Sơn"}),
    "according to a domain": ("vi", "(Theo haison.gov.vn)", {"source": "haison.gov.vn"}),
    "name, according to": ("vi", "Lê Hoa (Theo TTXVN)", {"author": "Lê Hoa", "source": "TTXVN"}),
    "according to a decision": ("vi", "Theo Quyết định của Bộ", {}),
    "according to that": ("vi", "Theo đó, ngành Y tế đã triển khai", {}),
    "editor": ("vi", "Biên tập: Ngọc Anh", {"editor": "Ngọc Anh"}),
    "reviewer": ("vi", "Duyệt bài: Ngọc Anh", {"reviewer": "Ngọc Anh"}),
    "combined line": (
        "vi", "Ngày đăng: 12/3/2018 | Nguồn: Bộ Y tế | Lượt xem: 45", {"source": "Bộ Y tế"},
    ),
    "two labels": ("vi", "Tác giả: Lê Hoa - Nguồn: Báo Hải Sơn", {"author": "Lê Hoa", "source": "Báo Hải Sơn"}),
    "dummy author": ("vi", "Viết bởi Super User", {}),
    "sentence with a label word": ("vi", "Nguồn lây chính là người bệnh: nam, 45 tuổi", {}),
    "label inside a sentence": ("vi", "Đoàn kiểm tra đã làm rõ nhiều nội dung. Nguồn: nước giếng khoan", {}),
    "no name": ("vi", "Tác giả: 12/3/2018", {}),
    "a paragraph": ("vi", "Tác giả: " + "rất dài " * 60, {}),
    "source and reporter": ("zh", "来源:某东日报 记者 郑小青", {"source": "某东日报", "author": "郑小青"}),
    "in brackets": ("zh", "（来源：某东日报 记者 郑小青）", {"source": "某东日报", "author": "郑小青"}),
    "all on one line": (
        "zh", "2020-05-06 10:20 来源：甲报 作者：李小山 责任编辑：王小明",
        {"source": "甲报", "author": "李小山", "editor": "王小明"},
    ),
    "glued": ("zh", "2020-05-06 10:20来源：甲报网作者：李小山", {"source": "甲报网", "author": "李小山"}),
    "button before": (
        "zh", "版权声明 来源：甲报 时间：2020-05-06 10:20 作者：刘小北", {"source": "甲报", "author": "刘小北"},
    ),
    "followed by furniture": ("zh", "来源：省卫健委  浏览：  字体：【大 中 小】", {"source": "省卫健委"}),
    "followed by a date": ("zh", "来源：省卫健委 2021-03-04", {"source": "省卫健委"}),
    "site itself": ("zh", "来源：本网", {"source": "本网"}),
    "spaced label": ("zh", "来 源：本站", {"source": "本站"}),
    "editor in brackets": ("zh", "【编辑：姚小青】", {"editor": "姚小青"}),
    "editor alone": ("zh", "责任编辑：王小明", {"editor": "王小明"}),
    "empty editor": ("zh", "责任编辑：", {}),
    "reviewers": ("zh", "审核:林小青 林小红", {"reviewer": "林小青 林小红"}),
    "three reviews": ("zh", "初审：张小三 复审：李小四 终审：王小五", {"reviewer": "张小三 李小四 王小五"}),
    "reporter glued": ("zh", "记者蒋 凌", {"author": "蒋 凌"}),
    "reporter and correspondent": ("zh", "本报记者 张小三 通讯员 李小四", {"author": "张小三 李小四"}),
    "text and picture": ("zh", "文/图 张小三", {"author": "张小三"}),
    "text and picture, traditional": ("zh", "文/圖 張小三", {"author": "張小三"}),
    "picture and text, traditional": ("zh", "作者：張小三 文/圖", {"author": "張小三"}),
    "pictures given by another, traditional": ("zh", "文/張小三 圖/李小四", {"author": "張小三"}),
    "name ending in a word of work": ("zh", "作者：李小文", {"author": "李小文"}),
    "work after the name": ("zh", "记者：李小明 报道", {"author": "李小明"}),
    "photographer": ("zh", "新华社记者 张小青 摄", {}),
    "nobody": ("zh", "作者：佚名", {}),
    "source of data": ("zh", "（资料来源：某省年鉴）", {}),
    "sentence about reporters": ("zh", "记者从会上获悉，今年将推进改革", {}),
    "sentence with 来源": ("zh", "据记者了解，来源：不明", {}),
    "traditional": ("zh", "來源:某東日報 記者 張小青", {"source": "某東日報", "author": "張小青"}),
    "proofreader is no author": ("zh", "校对：张小三 编辑：李小四", {"editor": "李小四"}),
    "reporter of a channel": ("zh", "某网东山频道 记者 伊小青 李小红", {"author": "伊小青 李小红"}),
    "reporter glued to a newspaper": ("zh", "某新闻·江北商报记者马小山/文受访者供图", {"author": "马小山"}),
    "organ and name": ("zh", "某山新聞／楊小青", {"source": "某山新聞", "author": "楊小青"}),
    "reporter and place": ("zh", "記者楊小青／台北報導", {"author": "楊小青"}),
    "source glued to its reporter": ("zh", "来源：某东日报记者 张小三", {"source": "某东日报", "author": "张小三"}),
    "trainee editor without a colon": ("zh", "實習編輯 賈小青", {"editor": "賈小青"}),
    "original": ("zh", "原创：某健康网2020-05-06 10:20:30", {"source": "某健康网"}),
    "affiliation behind the name": ("zh", "作者: 赵 小：某学院，北京", {"author": "赵 小"}),
    "pens": ("zh", "执笔人：赵小 钱小 孙小", {"author": "赵小 钱小 孙小"}),
    "posted by": ("zh", "某网友 发表于 2020-5-6 10:20:30", {"author": "某网友"}),
    "name between date and source": (
        "zh", "NEWS.EXAMPLE.COM 2004年7月16日08:19 [ 张小三 ]来源：[ 某报 ]", {"author": "张小三", "source": "某报"},
    ),
    "button between date and source": ("zh", "2004年7月16日08:19 [打印] 来源：某东报", {"source": "某东报"}),
    "button behind the source": ("zh", "2020-05-06 10:20 来源：某东报 举报", {"source": "某东报"}),
    "buttons glued to the writer": ("zh", "作者：张小三返回某站，查看更多", {"author": "张小三"}),
    "button apart from the source": ("zh", "2020-05-06 来源：某东报(东山) 有0人参与", {"source": "某东报(东山)"}),
    "bracket that is cut off": ("zh", "来源：某东网(综合 作者：张小三", {"source": "某东网", "author": "张小三"}),
    "organ with its short name": (
        "vi", "Nguồn: Bệnh viện Đa khoa Hải Sơn (BVHS)", {"source": "Bệnh viện Đa khoa Hải Sơn (BVHS)"},
    ),
    "reprinted from nobody": ("zh", "来源：转载 作者：张小三", {"author": "张小三"}),
    "trainee": ("zh", "记者 张小三 实习生 李小四 文/摄", {"author": "张小三 李小四"}),
    "name glued to a dateline": ("zh", "记者张小三台北11日电", {}),
    "title of the reporter": ("zh", "采写：某都见习记者 张小三", {"author": "张小三"}),
    "two writers' labels": ("zh", "作者：张小三 记者 李小四", {"author": "张小三 李小四"}),
    "from nobody in particular": ("zh", "来源：网络 作者：网络", {"source": "网络"}),
    "posted at, by": ("zh", "某论坛 发布时间 2005/03/15 22:36:13 by someone3 〓", {"author": "someone3"}),
    "posted by nobody": ("zh", "管理员 发表于 2020-5-6", {}),
    "nothing": ("zh", "", {}),
    "other language": ("en", "Author: A B", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", BYLINES)
def test_reads(name):
    language, line, expected = BYLINES[name]
    assert dict(read_byline(line, language)) == expected


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("vi", "Hà Chi", {"author": "Hà Chi"}),
        ("vi", "- Sở Y tế Hải Sơn", {"source": "Sở Y tế Hải Sơn"}),
        ("vi", "- Như trên;", {}),
        ("vi", "Hà Nội", {}),
        ("vi", "Tác giả: Hà Chi", {"author": "Hà Chi"}),
        ("vi", "Xin trân trọng cảm ơn", {}),
        ("zh", "山区群众看病更方便了。（记者 胡小青） ", {"author": "胡小青"}),
        ("zh", "山区群众看病更方便了。(文/图 何小东 易小南)", {"author": "何小东 易小南"}),
        ("zh", "这就是基层医生的一天。（评论员 罗小青 萧小红）", {"author": "罗小青 萧小红"}),
        ("zh", "（袁小源）", {"author": "袁小源"}),
        ("zh", "山区群众看病更方便了。（记者 张小三/文 李小四/图）", {"author": "张小三 李小四"}),
        ("zh", "医生在山区巡诊。（记者张小三摄）", {}),
        ("zh", "金东网", {}),
        ("vi", "XUÂN LAN", {"author": "XUÂN LAN"}),
        ("vi", "TIN LIÊN QUAN", {}),
        ("zh", "（记者 胡小青）山区群众看病更方便了，大家都很满意。", {}),
        ("zh", "山区群众看病更方便了。", {}),
        ("zh", "长" * 6000, {}),
    ],
)
def test_closing_lines(language, line, expected):
    assert dict(read_closing_line(line, language)) == expected


def test_opening_line_names_the_reporter():
    assert read_opening_line("本报讯（记者 陈小智 整合） 11月3日，全市会议召开。", "zh") == {"author": "陈小智"}
    assert read_opening_line("本报讯 全市会议召开。", "zh") == {}
    assert read_opening_line("(Phóng viên Lê Hoa)", "vi") == {}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Lê Thị Thu Hằng", "vi", True),
        ("Minh T.", "vi", True),
        ("Sở Y Tế", "vi", False),
        ("Quảng Ninh", "vi", False),
        ("THÔNG BÁO", "vi", False),
        ("Hằng", "vi", False),
        ("Hội nghị tổng kết", "vi", False),
        ("张小三", "zh", True),
        ("金东网", "zh", False),
        ("蒋 凌", "zh", True),
        ("卫生工作会", "zh", False),
        ("通知", "zh", False),
    ],
)
def test_shape_of_a_name(text, language, expected):
    assert is_person_name(text, language) is expected


def test_fields_lose_their_labels_and_dummies():
    assert clean_person("Tác giả: Lê Hoa", "vi") == "Lê Hoa"
    assert clean_person("责任编辑：王小明", "zh") == "王小明"
    assert clean_person("(Lê  Hoa)", "vi") == "Lê Hoa"
    assert clean_person("admin", "vi") is None
    assert clean_person(None, "vi") is None
    assert clean_source("来源：甲报") == "甲报"
    assert clean_source("Nguồn tin: Bộ Y tế") == "Bộ Y tế"
    assert clean_source("12:30") is None
    assert clean_source("") is None


PIECES = st.sampled_from(
    [
        "来源",
        "：",
        "记者",
        " ",
        "张三",
        "Tác giả",
        ":",
        "Lê Hoa",
        "–",
        "CDC",
        "(",
        ")",
        "2021-12-23",
        "编辑",
        "Theo",
        "|",
    ]
)


@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=12).map("".join)), st.sampled_from(["vi", "zh"]))
def test_total_and_bounded(line, language):
    for found in (read_byline(line, language), read_closing_line(line, language), read_opening_line(line, language)):
        assert set(found) <= {"author", "source", "editor", "reviewer"}
        assert all(value and value == value.strip() and len(value) <= 400 for value in found.values())
    person = clean_person(line, language)
    assert person is None or (person and len(person) <= 200)
    clean_source(line)
    is_person_name(line, language)
