"""Pages in our own words for the kinds, and what is expected of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from crawler.items import Capture, Document
from crawler.reading import read_saved_page

_FOLDER = Path(__file__).parent
ZH_TITLE = "东湖区为独居老人上门测血压"
ZH = (
    "连日来，东湖区各社区卫生服务站的家庭医生带着血压计和药箱，走进独居老人的家中，为他们测血压、听心肺、讲用药。",
    "住在槐荫巷的陈奶奶今年八十一岁，患高血压多年，医生帮她把一周的药分装在小盒里，并写下了每天服药的时间。",
    "服务站站长介绍，上门服务每周两次，由一名医生和一名护士同行，发现血压异常的老人会及时联系家属并预约复诊。",
    "据统计，活动开展一个月来，医护人员已经走访四百多户，发现血压控制不好的老人六十余名，全部纳入重点随访。",
    "下一步，全区还将给行动不便的老人配发电子血压计，数据自动传到家庭医生的电脑上，让老人在家里也能安心。",
)
VI_TITLE = "Xã Tân Phong đo huyết áp tại nhà cho người già neo đơn"
VI = (
    "Những ngày qua, cán bộ trạm y tế xã Tân Phong mang theo máy đo huyết áp và "
    "túi thuốc đến từng nhà người già neo đơn "
    "để thăm khám.",
    "Bà Hoàng Thị Lụa, tám mươi mốt tuổi, bị tăng huyết áp nhiều năm nay, được "
    "bác sĩ chia sẵn thuốc cả tuần vào hộp nhỏ.",
    "Trưởng trạm y tế cho biết mỗi tuần đoàn đi hai buổi, gồm một bác sĩ và một "
    "điều dưỡng, ai có huyết áp bất thường sẽ "
    "được hẹn khám lại.",
    "Sau một tháng, đoàn đã đến hơn bốn trăm hộ và phát hiện sáu mươi người "
    "huyết áp chưa ổn định, tất cả được theo dõi "
    "thường xuyên.",
)
OTHERS = {
    "zh": "<div class='xgwz'><h3>相关文章</h3><ul><li><a href='/x1'>西岭镇开展饮用水卫生抽检</a></li>"
    "<li><a href='/x2'>区医院新增两台透析设备</a></li><li><a href='/x3'>中学生急救比赛落下帷幕</a></li></ul></div>"
    "<div class='dibu'>版权所有 东湖区卫生服务网</div>",
    "vi": "<div class='cungmuc'><h3>Tin cùng chuyên mục</h3><ul><li><a "
    "href='/x1'>Kiểm tra nước sạch ở xã Bình An</a></li>"
    "<li><a href='/x2'>Bệnh viện huyện có thêm hai máy lọc thận</a></li><li><a href='/x3'>Thi sơ cứu cho học sinh cấp "
    "hai</a></li></ul></div><div class='chantrang'>Bản quyền thuộc Trạm Y tế Tân Phong</div>",
}
MENU = {
    "zh": "<ul class='dh'><li><a href='/'>首页</a></li><li><a "
    "href='/b'>动态</a></li><li><a href='/c'>公开</a></li></ul>",
    "vi": "<ul class='dh'><li><a href='/'>Trang chủ</a></li><li><a href='/b'>Tin "
    "tức</a></li><li><a href='/c'>Liên hệ</a>"
    "</li></ul>",
}
STORY = {"zh": ZH, "vi": VI}
SHORT_STORY = {
    "zh": (
        "东湖区家庭医生走进独居老人家中测血压。",
        "陈奶奶今年八十一岁，医生帮她分装好一周的药。",
        "上门服务每周两次，由医生和护士同行。",
        "一个月走访四百多户。",
        "下一步还将配发电子血压计。",
    ),
    "vi": (
        "Cán bộ trạm y tế mang máy đo huyết áp đến từng nhà.",
        "Bà Lụa được chia sẵn thuốc cả tuần.",
        "Mỗi tuần đoàn đi hai buổi, gồm bác sĩ và điều dưỡng.",
        "Đoàn đã đến hơn bốn trăm hộ.",
    ),
}
LONG_FOOT = {
    "zh": "<div class='b'><p>主办单位：东湖区卫生健康局　　地址：东湖区槐荫路16号　邮编：430000</p>"
    "<p>备案号：鄂ICP备00000000号　网站标识码：4200000000　技术支持：东湖信息公司</p>"
    "<p>您是第 205114 位访问者</p></div>",
    "vi": "<div class='b'><p>Cơ quan chủ quản: Trạm Y tế Tân Phong. Địa chỉ: 8 Trần Phú, xã Tân Phong. "
    "Điện thoại: 0200.123.456</p><p>Giấy phép số 7/GP-TTĐT cấp ngày 04/5/2018. Người chịu trách nhiệm: Đỗ Văn Kiên</p>"
    "<p>Lượt truy cập: 310.556 - Đang online: 12</p></div>",
}
TITLE = {"zh": ZH_TITLE, "vi": VI_TITLE}
SITE = {"zh": "东湖区卫生服务网", "vi": "Trạm Y tế Tân Phong"}
_PLACE = re.compile(r"\{(story|broken|title|\d)\}")
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A page of a kind, and what it says."""

    name: str
    markup: str
    language: str
    says: dict[str, Any]
    """Field → value; of a publication date the beginning is compared.  ``"null"``: nothing may be said."""
    has: list[str]
    """In the body."""
    lacks: list[str]
    """Not in the body."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is around the same markup: which story it tells, what the foot says, and what the page's title names."""

    story: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: STORY)
    foot: Mapping[str, str] = field(default_factory=dict)
    named: bool = True
    """Whether the `<title>` element names the article, and not only the site."""


USUAL = Setting()
SPARSE = Setting(story=SHORT_STORY, foot=LONG_FOOT, named=False)
"""A short text under a page title that says nothing, above a foot that is longer than the text's lines."""


def cases(name: str, setting: Setting = USUAL) -> list[Case]:
    """Return the cases of one file; a page's `main` stands between menu, other items and footer.

    In it ``{title}`` is the headline, ``{story}`` the paragraphs, ``{broken}`` the same with line breaks, and ``{2}``
    the second paragraph's words.
    """
    rows = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    return [_case(setting, **row) for row in rows]


def _case(
    setting: Setting,
    *,
    name: str,
    language: str,
    main: str,
    title: str | None = None,
    head: str = "",
    foot: bool = True,
    says: dict[str, Any] | None = None,
    has: list[str] | None = None,
    lacks: list[str] | None = None,
) -> Case:
    usual = f"{TITLE[language]} - {SITE[language]}" if setting.named else SITE[language]
    named = usual if title is None else title
    filled = partial(_filled, language=language, story=setting.story[language])
    below = OTHERS[language] + setting.foot.get(language, "") if foot else ""
    markup = (
        f"<!DOCTYPE html><html><head><title>{named}</title>{filled(head)}</head><body>{MENU[language]}"
        f"{filled(main)}{below}</body></html>"
    )
    said = {name: filled(value) if isinstance(value, str) else value for name, value in (says or {}).items()}
    in_it, not_in_it = ([filled(words) for words in given or ()] for given in (has, lacks))
    return Case(name=name, markup=markup, language=language, says=said, has=in_it, lacks=not_in_it)


def _filled(text: str, language: str, story: tuple[str, ...]) -> str:
    """Put the story in its places."""
    words = {
        "title": TITLE[language],
        "story": "".join(f"<p>{text}</p>" for text in story),
        "broken": "<br>".join(story),
        **{str(number): text for number, text in enumerate(story, 1)},
    }
    return _PLACE.sub(lambda match: words[match[1]], text)


def read(markup: str, language: str) -> Document:
    """Read a page from its bytes to its meaning."""
    url = "http://www.kinds.example/bai-viet/7.html"
    body = markup.encode()
    capture = Capture(
        site="x", kind="article", url=url, requested_url=url, status=200, headers=(), body=body, fetched_at=NOW
    )
    visit = read_saved_page(capture, language=language)
    assert visit.document is not None
    return visit.document


def faults(case: Case) -> dict[str, Any]:
    """Return in which fields a page is read wrongly, and what was read."""
    document = read(case.markup, case.language)
    wrong: dict[str, Any] = {}
    for name, expected in case.says.items():
        said = getattr(document, name)
        wanted = None if expected == "null" else expected
        agrees = str(said).startswith(wanted) if name == "published_at" and wanted else said == wanted
        if not agrees:
            wrong[name] = said
    body = document.body_text or ""
    wrong |= {f"lost: {words[:30]}": body[:60] for words in case.has if words not in body}
    wrong |= {f"kept: {words[:30]}": True for words in case.lacks if words in body}
    return wrong
