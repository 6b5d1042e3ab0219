"""Names and labels of page furniture, and sentences that only begin like one."""

import pytest

from crawler.pages.body.boilerplate import ends_article, heads_article, is_furniture_name, is_stamp


@pytest.mark.parametrize(
    ("tag", "ident", "expected"),
    [
        ("div", "footer", True),
        ("div", "main-menu", True),
        ("ul", "tin-lien-quan", True),
        ("div", "box_related", True),
        ("div", "share-bar", True),
        ("nav", "", True),
        ("aside", "x", True),
        ("div", "comment-list", True),
        ("div", "content", False),
        ("div", "article-body", False),
        ("div", "pagecontent", False),
        ("p", "footer", False),
        ("body", "menu", False),
        ("div", "", False),
    ],
)
def test_names(tag: str, ident: str, expected: bool) -> None:
    assert is_furniture_name(tag, ident) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Tin liên quan",
        "Các tin khác:",
        "Những bài viết cùng chuyên mục",
        "Thông tin khác",
        "[Quay lại]",
        "Chia sẻ:",
        "Bình luận (3)",
        "Từ khóa: sởi, tiêm chủng, trẻ em, vùng cao, y tế",
        "Tác giả: Lê Thị Hoa",
        "Nguồn tin: Báo Sức khỏe",
        "Lượt xem: 120",
        "Tổng số người đã xem bản tin này: 40",
        "Bản quyền thuộc về Trung tâm Y tế huyện",
        "Giấy phép số 12/GP-TTĐT cấp ngày 2/3/2015",
        "相关新闻",
        "※相關新聞：",
        "【责任编辑：小林】",
        "(编辑：王小明)",
        "来源：健康日报",
        "打印本页",
        "【打印】【关闭】",
        "更多关于流感疫苗的新闻",
        "网友评论(25)",
        "分享到：",
        "关键词：流感 疫苗",
        "免责声明：本站转载的文章只为传递信息，不代表本站的立场。",
        "Copyright © 2019 Trung tâm",
        "粤ICP备00000001号",
        "未经本站书面同意，不得转载或建立镜像",
    ],
)
def test_labels_that_end_articles(text: str) -> None:
    assert ends_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chia sẻ tại buổi lễ, bà Hoa cho biết người bệnh đã ổn định.",
        "Thông tin liên quan đến ổ dịch được cập nhật hằng ngày trên cổng của Sở.",
        "Quay lại vấn đề kinh phí, hội nghị thống nhất giao phòng kế toán.",
        "Ý kiến của các đại biểu được thư ký ghi lại đầy đủ.",
        "Đơn vị chịu trách nhiệm chính trong việc khử khuẩn là trạm y tế.",
        "相关内容应当在十个工作日内向社会公布，并报上级部门备案。",
        "经营者应当依法取得《食品经营许可证》，并在醒目位置公示。",
        "未经许可，任何单位和个人不得从事血液采集活动。",
        "打印设备采购项目的评审结果",
        "相关信息公开工作的具体要求",
        "评论员认为，此次调整有利于基层。",
    ],
)
def test_sentences_that_only_begin_like_a_label(text: str) -> None:
    assert not ends_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2019",
        "Thứ ba - 05/06/2018 10:20",
        "(Cập nhật: 3/4/2018)",
        "Ngày đăng: 3/4/2018",
        "2019-03-04 10:22 健康网 小林",
        "时间：2019年3月4日",
        "发布机构 来源：市卫健委",
        "【字体：大 中 小】",
        "浏览次数：33",
        "当前位置：首页 > 通知",
        "Trang chủ » Tin tức",
        "打印 收藏",
    ],
)
def test_lines_between_headline_and_text(text: str) -> None:
    assert heads_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hạ Xuân, ngày 12 tháng 3 năm 2019",
        "Số: 12/TB-TTYT",
        "（2007年6月29日市人民代表大会第二次会议通过）",
        "市卫生局转发关于加强流感监测的通知",
        "Cập nhật kiến thức cho cán bộ y tế xã",
        "Nguồn nước sinh hoạt an toàn",
        "2019年3月4日，全市疫苗接种工作会议在市政府召开，各县区负责人参加会议",
    ],
)
def test_opening_lines_of_a_text(text: str) -> None:
    assert not heads_article(text)


def test_a_stamp_has_a_time_of_day() -> None:
    assert is_stamp("(2012-01-17 20:00) 晚间")
    assert is_stamp("10:20, 5/6/2018")
    assert not is_stamp("2012年1月17日")
