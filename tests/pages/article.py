"""Small pages in our own words, for the tests of the field readers."""

from crawler.items import Extract
from crawler.pages import read_page

URL = "https://yte.example.vn/tin-tuc/bai-viet-102.html"
TITLE = "Huyện miền núi mở đợt khám sức khỏe cho người cao tuổi"
STORY = (
    "Sáng nay, đoàn bác sĩ của trung tâm y tế huyện đã đến ba xã vùng cao để khám và tư vấn sức khỏe cho người "
    "cao tuổi.",
    "Theo kế hoạch, mỗi xã được bố trí hai ngày khám, người dân được đo huyết áp, xét nghiệm đường huyết và "
    "cấp thuốc miễn phí.",
    "Trưởng trạm y tế xã cho biết, việc khám tại chỗ giúp người già không phải đi xa và được theo dõi bệnh mạn "
    "tính đều đặn.",
)
ZH_TITLE = "我市启动老年人免费体检工作"
ZH_STORY = (
    "今年的老年人免费体检工作近日在全市各社区卫生服务中心陆续展开，六十五周岁以上的常住居民均可就近预约参加。",
    "体检项目包括血压、血糖、心电图和腹部超声等，体检结束后由家庭医生逐一解读报告，并建立连续的健康档案。",
    "卫生健康部门提醒，参加体检的老人应当空腹前往，行动不便的可以向社区申请医生上门服务，体检结果七天内反馈。",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article(
    under: str = "",
    after: str = "",
    *,
    title: str = TITLE,
    head: str = "",
    document_title: str | None = None,
    above: str = "",
    story: str | None = None,
) -> str:
    """Return a page: menu, headline, `under` it, the story, `after` it, side matter and footer."""
    return (
        f"<html><head><title>{title + ' - Y tế huyện' if document_title is None else document_title}</title>"
        f"{head}</head><body>"
        "<ul class='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/tin'>Tin tức</a></li></ul>"
        f"<div class='main'>{above}<h1>{title}</h1>{under}"
        f"<div class='content'>{paragraphs(*STORY) if story is None else story}</div>{after}</div>"
        "<div class='others'><h3>Tin khác</h3><ul>"
        "<li><a href='/a'>Tập huấn nghiệp vụ cho nhân viên y tế thôn bản năm nay</a> <span>(05/06/2021)</span></li>"
        "<li><a href='/b'>Ra quân vệ sinh môi trường phòng bệnh mùa hè</a> <span>(07/06/2021)</span> <i>Lượt "
        "xem: 4411</i></li>"
        "</ul></div><div class='footer'>Giấy phép số 9/GP-TTĐT ngày 01/02/2019. Lượt truy cập: 800123</div>"
        "</body></html>"
    )


def zh_article(
    under: str = "", after: str = "", *, title: str = ZH_TITLE, head: str = "", story: str | None = None
) -> str:
    """Return a Chinese page of the same build."""
    return (
        f"<html><head><title>{title}_工作动态_某市卫生健康委员会</title>{head}</head><body>"
        "<div class='nav'><a href='/'>网站首页</a><a href='/xw/'>新闻动态</a></div>"
        f"<div class='con'><div class='tit'>{title}</div>{under}"
        f"<div class='text'>{paragraphs(*ZH_STORY) if story is None else story}</div>{after}</div>"
        "<div class='xg'><h3>相关新闻</h3><ul><li><a href='/1'>社区卫生服务中心开展义诊活动</a><em>"
        "2021-05-06</em></li></ul></div>"
        "<div class='foot'>某市卫生健康委员会版权所有 备案号0000 您是第90210位访客</div></body></html>"
    )


def read(markup: str, *, url: str = URL, language: str | None = "vi", family: str | None = None) -> Extract:
    return read_page(
        url=url, content=markup.encode(), content_type="text/html; charset=utf-8", language=language, family=family
    )
