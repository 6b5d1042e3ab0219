"""What firewalls, servers and content systems say to a visitor in the place of a page.

Patterns are matched against one sentence in lower case, composed, with the traditional forms of common characters
simplified (`crawler.pages.vocabulary.folded`).
"""

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["blocked_page", "maintenance_page", "error_page", "login_page", "soft_error_page"]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


_SOME = r"(?:\s+[\w-]+){0,6}?"
"""A few words of Vietnamese or English between two that tell."""

_BLOCKED = _any(
    # Vietnamese
    rf"\b(?:truy\s*cập|yêu\s*cầu|kết\s*nối|địa\s*chỉ\s+ip){_SOME}{_SOME}\s+bị{_SOME}{_SOME}\s+(?:từ\s*chối|chặn|khóa|khoá|ngắt|hạn\s*chế|cấm)\b",
    r"không\s+phải\s+(?:là\s+)?(?:robot|rô\s*bốt|người\s+máy|máy)\b|là\s+(?:người\s+thật|con\s+người)",
    rf"\b(?:xác\s+(?:minh|thực)|kiểm\s+tra)\s+trình\s+duyệt|trình\s+duyệt{_SOME}\s+(?:chưa|không)\s+(?:bật|hỗ\s+trợ)\s+(?:cookie|javascript)",
    rf"\b(?:vui\s+lòng|hãy|xin)\s+(?:nhập|điền)\s+(?:mã|captcha){_SOME}\s+(?:để|bên\s+dưới|dưới\s+đây)",
    r"(?:vui\s+lòng|hãy)\s+(?:bật|cho\s+phép|kích\s+hoạt)\s+(?:cookie|javascript)",
    r"truy\s+cập\s+quá\s+(?:nhiều|nhanh)|truy\s+cập\s+(?:bất\s+thường|đáng\s+ngờ)|nghi\s+ngờ\s+tấn\s+công",
    r"(?:không|chưa)\s+(?:có|đủ|được\s+cấp)\s+quyền\s+(?:truy\s+cập|xem|vào)|không\s+được\s+phép\s+(?:truy\s+cập|xem)",
    r"vi\s+phạm\s+chính\s+sách\s+(?:bảo\s+mật|an\s+toàn|an\s+ninh)|(?:phát\s+hiện|có)\s+hành\s+vi\s+(?:bất\s+thường|đáng\s+ngờ)\s+từ\s+(?:địa\s+chỉ|ip|thiết\s+bị|mạng)",
    r"không\s+khả\s+dụng\s+(?:tại|ở|trong)\s+(?:quốc\s+gia|khu\s+vực|vùng)|chỉ\s+(?:dành|sử\s+dụng)\s+cho\s+mạng\s+nội\s+bộ|trong\s+hàng\s+(?:chờ|đợi)|quá\s+nhiều\s+(?:người|lượt)\s+truy\s+cập",
    r"^(?:từ\s+chối\s+truy\s+cập|truy\s+cập\s+bị\s+(?:từ\s+chối|chặn))|chỉ\s+cho\s+phép\s+truy\s+cập\s+từ",
    # Chinese
    r"(?:您|你|当前|本次|该|此)[^。！]{0,24}(?:访问|请求|提交|内容|ip|行为|操作|参数)[^。！]{0,40}(?:阻断|拦截|拒绝|禁止|封禁|屏蔽|限制|黑名单)",
    r"(?:您|你|当前|本次)[^。！]{0,12}(?:请求|访问|提交)[^。！]{0,10}(?:疑似|存在|含有?|可能)[^。！]{0,12}(?:攻击|威胁|风险|非法|恶意|注入)",
    r"^[^，。]{0,8}(?:安全|人机|滑动|滑块|访问|身份|行为)验证$|请[^。，]{0,10}完成[^。，]{0,8}验证|点击[^。，]{0,6}(?:完成|进行)[^。，]{0,4}验证",
    r"(?:请|拖动|按住)[^。]{0,10}(?:滑块|拼图)|请输入[^。，]{0,8}验证码[^。]{0,6}(?:继续|访问|$)|进行(?:以下|安全|人机)[^。]{0,4}验证",
    r"(?:访问|请求|操作)(?:过于|太过?|次数)?(?:频繁|过多|过快)|(?:访问|请求)频率(?:过高|超)",
    r"(?:没有|无|暂无)权(?:限)?(?:访问|查看|浏览)|^(?:禁止|拒绝)访问|访问(?:受限|被拒绝|被禁止)|(?:禁止|不允许|限制)(?:您的?)?访问(?:本站|$)|行为(?:异常|可疑)",
    r"浏览器[^。]{0,10}(?:不支持|未启用|未开启|禁用)[^。]{0,6}(?:javascript|cookie|js)|请(?:启用|开启|打开|允许)[^。]{0,8}(?:javascript|cookie)",
    r"(?:触发|违反)[^。，]{0,8}(?:安全|防护|访问)[^。，]{0,4}(?:策略|规则)|(?:^|[，。！：该此的您])(?:请求|访问)(?:已|已经)?被[^。，的]{0,6}(?:拦截|阻断|拒绝|屏蔽)|操作太快|不允许访问(?:该|此|本)",
    r"(?:仅限|只允许|只能)[^。，]{0,8}(?:内网|内部网络?|专网|局域网|境内)[^。，]{0,6}访问|访问人数(?:较多|过多|太多)|(?:检测|检查)[^。，]{0,6}浏览器(?:环境)?|需要进行安全检查",
    # English
    r"\brequest\s+(?:was\s+|has\s+been\s+)?(?:rejected|blocked|denied|unsuccessful)|\burl\s+was\s+(?:rejected|blocked)|^access\s+(?:is\s+)?denied",
    r"\bincident\s+id\b|\bsupport\s+id\b|\bray\s+id\b|you\s+have\s+been\s+blocked|access\s+to\s+this\s+\w+\s+(?:has\s+been|is|was)\s+(?:denied|blocked)",
    r"access\s+to\s+this\s+(?:site|service|page)\s+has\s+been\s+limited|^not\s+acceptable\b|\bmod_security\b|web\s+page\s+blocked|blocked\s+by\s+(?:the|our|a)\s+(?:security|firewall|web)",
    r"^attention\s+required|checking\s+(?:your\s+browser|if\s+the\s+site)|^just\s+a\s+moment|enable\s+(?:javascript|cookies)",
    r"\bare\s+(?:not\s+a\s+robot|you\s+a\s+human|you\s+human|human)\b|too\s+many\s+requests|^(?:403\s+)?forbidden|have\s+permission\s+to\s+access",
    r"(?:using|access(?:ed)?)\s+(?:a\s+)?(?:bot|automated|proxy|vpn)\b|unusual\s+(?:traffic|activity)|not\s+available\s+in\s+your\s+(?:country|region)",
)
_SITE = (
    r"\b(?:trang|website|web|site|hệ\s+thống|cổng|máy\s+chủ|chuyên\s+mục|ứng\s+dụng"
    r"|chức\s+năng|dịch\s+vụ|tên\s+miền|chúng\s+tôi)\b"
)
"""What a site calls itself, in Vietnamese; of other things, such as devices, articles speak."""
_MAINTENANCE = _any(
    rf"{_SITE}{_SOME}\s+đang\b{_SOME}\s+(?:bảo\s*trì|bảo\s+dưỡng|nâng\s+cấp|xây\s+dựng|chuyển\s+đổi)\b(?!\s+thêm)",
    r"^(?:chuyên\s+mục|nội\s+dung|trang|dữ\s+liệu|thông\s+tin)(?:\s+\w+)?\s+(?:này\s+)?đang\s+(?:được\s+)?(?:cập\s+nhật|hoàn\s+thiện)(?:\s+(?:nội\s+dung|dữ\s+liệu))?\s*[.…!]*$",
    rf"\btạm(?:\s+thời)?\s+(?:ngừng|dừng|ngưng|đóng){_SOME}\s+(?:để|phục\s+vụ|nhằm){_SOME}\s+(?:bảo\s*trì|bảo\s+dưỡng|nâng\s+cấp)",
    r"^(?:trang|website|hệ\s+thống)\s+bảo\s*trì\b|^bảo\s+trì(?:\s+(?:hệ\s+thống|website|máy\s+chủ))?$",
    r"(?:网站|系统|本站|平台|服务器|页面|栏目|网页)[^。，]{0,8}(?:正在|正|处于)[^。，]{0,8}(?:维护|升级|建设|改版|更新|调试|检修|加固)",
    r"(?:网站|系统|本站|平台|服务器|改版|升级|停机|栏目|网页)[^。，]{0,6}(?:维护|升级|建设|改版|调试)中|^(?:网站|系统)?(?:升级)?维护$|^(?:内容|栏目|频道)?(?:正在)?建设中|敬请期待[！。!.]*$",
    r"(?:scheduled|under|undergoing|routine|some|for)\s+maintenance|(?:be\s+back|be\s+right\s+back)\s+(?:soon|shortly|online)|(?:site|page)\s+(?:is\s+)?under\s+construction",
)
_ERROR = _any(
    # What programs print, in any country.
    r"sqlstate\[|\bora-\d{5}|\bmysqli?_\w+\(|\bpdoexception\b|^(?:php\s+)?(?:fatal|parse)\s+error|\bstack\s+trace\b|\buncaught\s+\w+",
    r"whitelabel\s+error\s+page|sorry,\s+something\s+went\s+wrong|unexpected\s+error\s+has\s+occurred|could\s+not\s+connect\s+to\s+(?:the\s+)?(?:data|mysql)|portlet\s+is\s+temporarily\s+unavailable|^no\s+space\s+left\b",
    r"(?:\b[a-z]\w*\.){2,}\w*exception\b|server\s+error\s+in\s+'|error\s+establishing\s+a\s+database|database\s+(?:connection\s+)?error|too\s+many\s+connections",
    r"internal\s+server\s+error|bad\s+gateway|gateway\s+time-?\s*out|service\s+(?:is\s+)?(?:temporarily\s+)?unavailable|\bhttp\s+(?:status|error)\s+5\d\d",
    r"connection\s+(?:refused|timed\s+out|to\s+\w+\s+server\s+failed)|establishing\s+a\s+connection\s+to\s+\w+\s+server",
    # Vietnamese
    r"(?:không\s+(?:thể\s+)?|lỗi\s+|mất\s+)kết\s+nối(?:\s+được)?(?:\s+(?:tới|đến|với|vào))?\s+(?:cơ\s+sở\s+dữ\s+liệu|csdl|database|máy\s+chủ)",
    r"^(?:\w+[,:!]?\s+){0,2}lỗi\s+(?:hệ\s+thống|máy\s+chủ|server|cơ\s+sở\s+dữ\s+liệu|kết\s+nối)",
    rf"(?:hệ\s+thống|máy\s+chủ|trang\s+web|website){_SOME}\s+(?:quá\s+tải|đang\s+bận|gặp\s+sự\s+cố|gặp\s+lỗi)|(?:đã\s+)?(?:xảy\s+ra|có)\s+lỗi\s+(?:trong|khi|xảy)",
    rf"(?:tài\s+khoản|website|trang\s+web|tên\s+miền|hosting){_SOME}\s+(?:bị\s+)?(?:tạm\s+(?:ngưng|ngừng|khóa|khoá|dừng)|hết\s+hạn|đình\s+chỉ)",
    # Chinese
    r"数据库[^。，]{0,6}(?:失败|错误|出错|异常)|(?:连接|访问)[^。，]{0,4}数据库[^。，]{0,4}(?:失败|出错|错误)",
    r"^[^，。]{0,6}(?:系统|服务器|服务|程序|网络)(?:内部)?(?:错误|异常|繁忙|忙碌|出错|故障)[^，。]{0,4}(?:$|[，。！!～~])",
    r"应用程序[^，。]{0,4}服务器错误|^运行时错误|^页面(?:错误|出错|异常)",
    r"站点创建成功|(?:没有|未)找到[^。，]{0,6}站点|(?:网站|站点|空间|域名|主机|账户)[^。，]{0,10}(?:过期|到期|欠费|已关闭|停止|已?被?暂停|停用)",
)
_LOGIN = _any(
    rf"(?:cần|phải|vui\s+lòng|hãy|xin|mời)(?:\s+\w+){{0,2}}?\s+đăng\s+nhập{_SOME}\s+(?:để|trước|mới)|(?:bạn|quý\s+khách)\s+chưa\s+đăng\s+nhập|phiên\s+(?:đăng\s+nhập|làm\s+việc){_SOME}\s+hết",
    r"(?:请|需要?|未|没有)(?:您)?(?:先|重新)?登[录陆]|登[录陆](?:已)?(?:超时|失效|过期)|会话(?:已)?(?:超时|过期|失效)|请(?:您)?(?:在|使用|用)微信[^。，]{0,6}打开",
    r"(?:please|must|need\s+to|have\s+to)\s+(?:log|sign)\s*in\b|session\s+(?:has\s+)?expired",
)
_THING = (
    r"(?:bài(?:\s+viết)?|trang|nội\s+dung|tin(?:\s+(?:bài|tức|này))?"
    r"|đường\s+(?:dẫn|link)|liên\s+kết|dữ\s+liệu|văn\s+bản)"
)
_GONE = _any(
    rf"\b{_THING}{_SOME}\s+(?:không\s+(?:còn(?:\s+tồn\s+tại)?|tồn\s+tại|tìm\s+thấy|được\s+tìm\s+thấy|hợp\s+lệ|đúng)\b|(?:đã\s+|vừa\s+)?(?:bị\s+|được\s+)(?:xóa|xoá|gỡ)|đã\s+(?:xóa|xoá|gỡ)|chưa\s+được\s+(?:xuất\s+bản|duyệt|đăng)|đang\s+chờ\s+duyệt|(?:đã\s+)?hết\s+hiệu\s+lực)",
    rf"{_THING}{_SOME}\s+không\s+có\s+trên\s+(?:hệ\s+thống|trang|website)",
    rf"không\s+(?:tìm\s+thấy|tồn\s+tại)\s+{_THING}|không\s+có\s+(?:dữ\s+liệu|nội\s+dung|bài\s+viết)(?:\s+(?:hiển\s+thị|nào|để\s+\w+))?\s*[.!]?$",
    r"(?:^|[，。！!：:的该此本条篇])(?:页面|网页|文章|信息|内容|稿件|栏目|资源|文件|链接|地址|\w*id)(?:已经|已)?[^。，！]{0,6}(?:不存在|不见了|未找到|没找到|找不到|(?:已|被)[^。，！]{0,6}(?:删除|移除|下架|撤下|撤稿|撤回|停用|关闭|下线)|已?失效|丢失|走丢|未发布|不翼而飞)",
    r"(?:找不到|无法找到|没有找到|未找到|没找到)(?:了)?(?:您|你|该|此|相关|任何)?[^，。]{0,8}(?:页|文章|记录|信息|内容|数据)|^[^，。]{0,4}参数(?:错误|有误)|正在审核中|^暂(?:无|没有)(?:相关)?(?:内容|数据|信息|记录|文章)[！。!.]*$|不再提供(?:浏览|查看|访问|阅读)",
    r"(?:page|article|content)\b[\w’' ]{0,24}\b(?:not\s+(?:be\s+)?found|can(?:no|.?)t\s+be\s+found|no\s+longer)\b",
    r"(?:page|article|content|file)\b[\w’' ]{0,24}\b(?:doesn.?t\s+exist|does\s+not\s+exist|been\s+(?:removed|deleted))",
    r"^(?:error\s+|lỗi\s+|http\s+)?404(?:\s*[-–:]?\s*(?:not\s+found|error|lỗi))?\b",
)

SENTENCES: Mapping[Kind, re.Pattern[str]] = {
    "maintenance_page": _MAINTENANCE,
    "error_page": _ERROR,
    "blocked_page": _BLOCKED,
    "login_page": _LOGIN,
    "soft_error_page": _GONE,
}
"""Flag → sentences that a page says of itself, within the frame of its site or without."""

BARE: Mapping[Kind, re.Pattern[str]] = {
    "blocked_page": _any(
        r"web\s+application\s+firewall|ddos\s+protection|bị\s+(?:hệ\s+thống\s+)?tường\s+lửa|(?:网站)?防火墙$|网站卫士|云防护|安全(?:防护|狗)",
        r"暂不允许访问|已被网站管理员设置|未授权[^。]{0,4}禁止访问",
    ),
    "maintenance_page": _any(
        rf"\bđang\b{_SOME}\s+(?:bảo\s*trì|bảo\s+dưỡng|nâng\s+cấp|xây\s+dựng)\b(?!\s+thêm)",
        r"tạm(?:\s+thời)?\s+(?:ngừng|dừng|ngưng)\s+(?:hoạt\s+động|phục\s+vụ)|暂停(?:对外)?(?:访问|服务)|暂时(?:无法访问|关闭)|coming\s+soon",
    ),
    "error_page": _any(
        r"welcome\s+to\s+(?:nginx|openresty|caddy|centos|apache)|^it\s+works!?|default\s+(?:\w+\s+){0,2}page|^(?:http\s+server\s+)?test\s+page|\biis\s+windows|^iis\b",
        r"^apache\s+tomcat|successfully\s+installed|account\s+(?:has\s+been\s+)?suspended|domain\s+(?:\w+\s+)?(?:is\s+for\s+sale|has\s+expired)|^index\s+of\s+/|默认(?:页面|主页|首页|index)|^testing\s+1",
        r"^(?:php\s+)?warning:?\s|^whoops\b|\bwarning\b.{0,40}\bon\s+line\b",
    ),
    "soft_error_page": _any(r"^not\s+found$|^object\s+moved"),
}
"""The same for pages that have no site round them: words that an article might use as well."""

ORDER: tuple[Kind, ...] = ("blocked_page", "maintenance_page", "login_page", "error_page", "soft_error_page")
"""Which kind a page is that says several things: what speaks least of the article comes first."""

ANNOUNCES = _any(
    r"\bsẽ\s+(?:tạm|được|tiến\s+hành)|\b(?:bắt\s+đầu\s+)?từ\s+(?:\d|ngày)[^.]{0,40}\bđến\b|trân\s+trọng\s+thông\s+báo",
    r"定于|将于|拟于|届时|期间|今晚|明日|至次日|尊敬的(?:用户|患者|市民)|特此(?:公告|通知|通报)|各(?:科室|单位|镇|街道|县)",
)
"""What an office writes when it announces such a thing to come: that is an article."""

COME_AGAIN = _any(
    r"(?:请|稍[后候等])[^。，]{0,4}(?:再|重新|后)?(?:访问|再来|重试|再试|刷新)",
    r"(?:truy\s+cập|quay|trở|thử)\s+lại\s+(?:sau|trong)|try\s+again|come\s+back",
)
"""What a page says that cannot be shown now; an announcement of a day to come does not."""

FURNITURE = re.compile(
    r"bình\s+luận|phản\s+hồi|góp\s+ý|gửi\s+ý\s+kiến|评论|发帖|回复|留言|收藏|点赞"
    r"|bản\s+quyền|copyright|giấy\s+phép|điện\s+thoại|địa\s+chỉ\s*:|email|hotline|chịu\s+trách\s+nhiệm|lượt\s+(?:xem|truy\s+cập)"
    r"|版权|备案|icp|公网安备|主办|承办|地址[:：]|电话|技术支持|访客|访问量|浏览量"
)
"""Lines of a header, a footer or a form for comments, which stand beside everything."""

LOGIN_TITLE = re.compile(
    r"^(?:trang\s+|form\s+|vui\s+lòng\s+)?đăng\s*nhập(?:\s+một\s+lần)?(?:\s+(?:vào\s+)?(?:hệ\s+thống|tài\s+khoản|quản\s+trị|thành\s+viên|người\s+dùng|cổng|website))*(?:\s*[-–|:].*)?$"
    r"|^(?:用户|会员|管理员?|系统|后台|账号|统一|欢迎)?(?:身份认证)?(?:平台|系统|中心)?登[录陆](?:页面?|系统|入口|界面)?(?:\s*[-–_|].*)?$|^[^，。]{0,8}统一登[录陆]$|^统一身份认证(?:平台|系统|中心)?(?:\s*[-–_|].*)?$"
    r"|^(?:user\s+)?(?:sign|log)\s*[- ]?in\b.{0,40}$"
)
"""The headline of a log-in form."""
