"""What the label of a menu entry says of the page behind it: news, something that is none, or nothing certain."""

import re

from crawler.pages.vocabulary import folded

NEWS = re.compile(
    r"\btin\b|tin\s*tức|thông\s*báo|thông\s*tin|sự\s*kiện|hoạt\s*động|văn\s*bản|công\s*văn|chỉ\s*đạo|điều\s*hành|kế\s*hoạch|tuyển\s*dụng|đấu\s*thầu|mua\s*sắm|mời\s*(?:thầu|chào)|báo\s*giá"
    r"|công\s*khai|cải\s*cách|dịch\s*bệnh|phòng\s*chống|sức\s*khỏe|y\s*(?:học|tế)|truyền\s*thông|chuyên\s*(?:mục|môn|đề)|nghiên\s*cứu|đào\s*tạo|bài\s*viết|báo\s*cáo|dữ\s*liệu|quyết\s*định|đảng|đoàn\s*thể|công\s*đoàn"
    r"|新闻|动态|要闻|资讯|信息|通知|公告|公示|公开|政策|法规|文件|解读|规划|计划|统计|疫情|疾控|防控|卫生|健康|医政|党建|人事|招聘|招标|采购|工作|发布|通报|数据|报告|专题|科普|时政|行政|执法|许可|处罚|建议提案|基层|快讯",
)
OTHER = re.compile(
    r"giới\s*thiệu|tổng\s*quan|lịch\s*sử|chức\s*năng|nhiệm\s*vụ|cơ\s*cấu|tổ\s*chức(?:\s*bộ\s*máy)?$|bộ\s*máy|sơ\s*đồ|lãnh\s*đạo|ban\s*giám\s*đốc|đội\s*ngũ|bác\s*sĩ|chuyên\s*gia|nhân\s*sự$|danh\s*(?:bạ|sách\s*(?:bác|cán))"
    r"|khoa\s*phòng|phòng\s*ban|liên\s*hệ|liên\s*kết|địa\s*chỉ|đường\s*dây\s*nóng|hotline|góp\s*ý|hỏi\s*đáp|hỏi\s*-\s*đáp|câu\s*hỏi|tư\s*vấn\s*(?:trực|online)|khảo\s*sát|thăm\s*dò|bình\s*chọn"
    r"|thư\s*viện(?:\s*(?:số|ảnh|hình|video|media|clip)|$)|album|hình\s*ảnh|ảnh\b|video|clip|audio|đa\s*phương\s*tiện|media|lịch\s*(?:công\s*tác|làm\s*việc|khám|họp|trực|tuần)|biểu\s*mẫu|mẫu\s*đơn|tải\s*về|download|bảng\s*giá|giá\s*dịch\s*vụ|giá\s*viện\s*phí|bảng\s*phí"
    r"|đăng\s*(?:nhập|ký|xuất)|tài\s*khoản|tra\s*cứu|tìm\s*kiếm|đặt\s*(?:lịch|hẹn|khám)|thủ\s*tục|dịch\s*vụ\s*công|một\s*cửa|email|hộp\s*thư|thống\s*kê\s*truy|trang\s*chủ|rss|english|tiếng\s*(?:anh|việt)|phiên\s*bản|bản\s*đồ|vị\s*trí"
    r"|^\s*(?:vn|vi|en|vie|eng|中文|简体|繁体|繁體|english)\s*$|từ\s*khóa|^tags?$|print|bản\s*in|in\s*trang|chính\s*sách\s*bảo\s*mật|điều\s*khoản|facebook|zalo|youtube|quảng\s*cáo"
    r"|概况|简介|职能|职责|机构(?:设置|介绍|职|概)|内设|领导|班子|分工|专家(?:介绍|团队|风采)|科室(?:介绍|导航)|联系|地址|信箱|互动|咨询|留言|问答|投诉|举报|调查|征集|访谈|在线|热线"
    r"|图片|相册|图集|视频|影像|多媒体|音频|日程|日历|排班|值班|下载|表格|收费|价格|价目|标准查询|登录|注册|检索|搜索|查询|高级|预约|挂号|办事|服务指南|首页|主页|网站地图|站点地图|导航|友情|链接|english|标签|打印|无障碍|适老|关怀|长者|隐私|免责|声明|版权|关于我们|微信|微博|客户端|手机版|旧版|老版|收藏|设为|rss|订阅",
)
OFFICE_VI = re.compile(r"^\W*(?:sở|ubnd|uỷ ban nhân dân|ủy ban nhân dân|công an)\s+\S+(?:\s+\S+){0,6}\W*$")
OFFICE_ZH = re.compile(r"^\W*[^\W\d]{1,12}(?:局|厅|委员会|人民政府|政府网)\W*$")
"""Names of offices: the neighbours on a shared host, or the office itself."""
SITE_MAP = re.compile(
    r"sơ\s*đồ\s*(?:cổng|trang|web|site)|site\s*map|bản\s*đồ\s*(?:trang|site)|网站地图|站点地图|网站导航|站点导航"
)
FEEDS = re.compile(r"^\W*(?:rss|rss订阅|订阅|feed|atom)\W*$")
MORE = re.compile(
    r"^\W*(?:xem\s*(?:thêm|tiếp|tất\s*cả|toàn\s*bộ)|更多|查看更多|more|view\s*all|xem\s*chi\s*tiết|\+|>>|»)\W*$"
)
OTHER_PATH = re.compile(
    r"/(?:tags?|search|tim-kiem|login|dang-nhap|logout|register|dang-ky|print|in-bai|cart|author|user|account|admin|wp-admin|wp-login|wp-content|poll|captcha|rss|feed|comment|cdn-cgi|thu-vien-anh|lien-he|gioi-thieu|english|en)(?:[/?.]|$)|^mailto:",
    re.IGNORECASE,
)
LOGIN_PATH = re.compile(r"/(?:dang-?nhap|log-?in|sign-?in|sso|passport)(?:[./]|$)", re.IGNORECASE)
OTHER_QUERY = re.compile(
    r"(?:^|&)(?:lang|language|locale|sort|order|orderby|dir|print|keyword|q|s|returnurl|redirect|theme|mobile)=",
    re.IGNORECASE,
)
FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|bmp|svg|mp[34]|avi|wmv|flv|wps|et|ofd|txt|exe|apk|css|js|xml|ico)(?:$|\?)",
    re.IGNORECASE,
)


def is_news(label: str) -> bool:
    """Whether a label names what an office writes about."""
    return bool(NEWS.search(folded(label))) and not is_other(label)


def is_other(label: str) -> bool:
    """Whether a label names what is no news: the office itself, albums, calendars, forms, questions, other tools."""
    return bool(OTHER.search(folded(label)))


def is_office(label: str) -> bool:
    """Whether a label is the name of an office, whose page is no list."""
    words = folded(label)
    return bool(OFFICE_ZH.match(words)) or (bool(OFFICE_VI.match(words)) and not is_news(label))


def is_site_map(label: str) -> bool:
    """Whether a label names the page that lists the others."""
    return bool(SITE_MAP.search(folded(label)))


def is_feed_page(label: str) -> bool:
    """Whether a label names the page of feeds."""
    return bool(FEEDS.match(folded(label)))


def is_more(label: str) -> bool:
    """Whether a label is the "more" of a box."""
    return bool(MORE.match(folded(label)))


def is_login(url: str) -> bool:
    """Whether an address is that of a log-in page, which may stand in for any page of an office."""
    return bool(LOGIN_PATH.search(url.partition("?")[0]))


def is_no_list(path: str, query: str) -> bool:
    """Whether an address is one of a tool, a file, or of another view of a page."""
    return bool(OTHER_PATH.search(path) or OTHER_QUERY.search(query) or FILE.search(path))
