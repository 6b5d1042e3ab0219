"""Pages with status 200 that are no article, and articles about such pages; invented, in the words of real systems.

`HELD_BACK` was written together with the others and looked at only when the rules stood.
"""
# ruff: noqa: E501  # a page a line

FRAME_VI = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div id="header"><a href="/">Trang chủ</a> <a href="/gioi-thieu">Giới thiệu</a> <a href="/tin-tuc">Tin tức</a>
<a href="/van-ban">Văn bản</a> <a href="/lien-he">Liên hệ</a> <a href="/dang-nhap">Đăng nhập</a></div>
<div class="main">{inner}</div>
<div id="footer">Trung tâm Y tế huyện Cẩm Lạc. Điện thoại: 0203 000 123. Giấy phép số 31/GP-TTĐT</div></body></html>"""
FRAME_ZH = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/jggk/">机构概况</a> <a href="/xwdt/">新闻动态</a>
<a href="/tzgg/">通知公告</a> <a href="/zwgk/">政务公开</a> <a href="/login">登录</a></div>
<div class="main">{inner}</div>
<div class="foot">版权所有：云岭县卫生健康局 滇ICP备05000123号 地址：云岭县人民路8号</div></body></html>"""


def bare(title: str, inner: str) -> str:
    """Return a page without anything of a site round it."""
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{inner}</body></html>'


def framed(title: str, inner: str) -> str:
    """Return a page in the frame of a Vietnamese office's site."""
    return FRAME_VI.format(title=title, inner=inner)


def framed_zh(title: str, inner: str) -> str:
    """Return a page in the frame of a Chinese office's site."""
    return FRAME_ZH.format(title=title, inner=inner)


BLOCKED = {
    "cloud firewall, zh": bare("405", "<h1>抱歉，您的访问请求可能对网站安全造成影响，已被阻断。</h1><p>请求编号：7f3a</p>"),
    "intrusion guard, zh": bare("拦截提示", "<p>您提交的内容包含非法参数，已被网站管理员设置拦截！</p>"),
    "safety dog, zh": bare("网站防火墙", "<div>您的请求带有不合法参数，已被网站管理员设置拦截！可能原因：您提交的内容包含危险的攻击请求</div>"),
    "too often, zh": bare("提示", "<p>您的访问过于频繁，请稍后再试。</p>"),
    "address on a list, zh": bare("禁止访问", "<p>您的IP地址 192.0.2.7 已被列入黑名单，如有疑问请联系管理员。</p>"),
    "human check, zh": bare("人机验证", "<p>为保障您的正常访问，请进行以下验证</p><div>拖动下方滑块完成拼图</div>"),
    "image code, zh": bare("访问验证", "<p>请输入验证码以继续访问</p><input name=code>"),
    "web shield, zh": bare("云防护", "<h2>当前请求存在安全风险，已被拦截</h2><p>事件ID：2026120120330001</p><p>拦截时间：2026-12-01 20:33:00</p>"),
    "host not allowed, zh": bare("403", "<p>该域名未备案或未授权，禁止访问</p>"),
    "rejected with id": bare("Request Rejected", "Your request was rejected by the security policy. Support ID: 12345678"),
    "ray id": bare("Attention Required!", "<h1>Sorry, you have been blocked</h1><p>You are unable to access this site. Ray ID: 8a1b</p>"),
    "incident number": bare("", "Access Denied. Your request was blocked. Reference #18.2f1.17"),
    "browser check": bare("Just a moment...", "<h1>Checking if the site connection is secure</h1><p>Enable JavaScript and cookies to continue</p>"),
    "firewall, vi": bare("Cảnh báo", "<h2>Yêu cầu của bạn đã bị từ chối bởi hệ thống bảo mật</h2><p>Mã yêu cầu: 55-1</p>"),
    "address blocked, vi": bare("Thông báo", "<p>Địa chỉ IP của quý khách đã bị khóa do có dấu hiệu truy cập bất thường.</p>"),
    "too many, vi": bare("Thông báo", "<p>Bạn đã truy cập quá nhiều lần. Vui lòng thử lại sau ít phút.</p>"),
    "robot check, vi": bare("Kiểm tra bảo mật", "<p>Vui lòng nhập mã xác nhận bên dưới để chứng minh bạn là người thật.</p><img src='/c.png'>"),
    "cookie wall, vi": bare("", "<p>Trình duyệt của bạn chưa bật cookie. Vui lòng bật cookie và tải lại trang.</p>"),
    "script wall, zh": bare("", "<p>您的浏览器不支持JavaScript，请启用JavaScript后重新访问。</p>"),
    "no right, vi": framed("Thông báo", "<p>Bạn không có quyền truy cập nội dung này.</p>"),
    "no right, zh": framed_zh("提示", "<p>对不起，您没有权限访问该页面！</p>"),
}  # fmt: skip

MAINTENANCE = {
    "short, vi": bare("Bảo trì", "<h1>Hệ thống đang bảo trì</h1><p>Vui lòng quay lại sau.</p>"),
    "with an end, vi": bare("Thông báo", "<p>Website đang được nâng cấp, dự kiến hoạt động trở lại lúc 06h00 ngày 02/12/2026. Mong quý khách thông cảm.</p>"),
    "in its frame, vi": framed("Bảo trì hệ thống", "<h2>Cổng thông tin đang tạm ngừng để bảo trì, mời bạn quay lại sau</h2>"),
    "short, zh": bare("维护", "<p>系统正在维护，给您带来不便敬请谅解！</p>"),
    "upgrade, zh": bare("公告", "<h1>网站改版升级中，暂停访问</h1>"),
    "English": bare("Maintenance", "<h1>We'll be back soon!</h1><p>Sorry for the inconvenience but we're performing some maintenance at the moment.</p>"),
    "English, short": bare("Site Under Maintenance", "<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>"),
    "being built, vi": bare("Website đang xây dựng", "<p>Website đang trong quá trình xây dựng, mời quý khách quay lại sau.</p>"),
}  # fmt: skip

ERROR = {
    "database, php": "<b>Fatal error</b>: Uncaught mysqli_sql_exception: Connection refused in /home/web/inc/conn.php:12",
    "database, asp": bare("Runtime Error", "<h1>Server Error in '/' Application.</h1><p>A network-related or instance-specific error occurred while establishing a connection to SQL Server.</p>"),
    "database, zh": bare("出错", "<p>数据库连接失败，请稍后重试或联系管理员</p>"),
    "database, vi": bare("Lỗi", "<p>Không thể kết nối tới cơ sở dữ liệu. Vui lòng thử lại sau.</p>"),
    "java trace": bare("HTTP Status 500", "<h1>HTTP Status 500 – Internal Server Error</h1><p>java.lang.NullPointerException at com.office.Page.show(Page.java:40)</p>"),
    "busy, zh": bare("提示信息", "<p>系统繁忙，请稍后再试！</p>"),
    "busy, vi": bare("Lỗi", "<p>Hệ thống đang quá tải, xin vui lòng thử lại sau.</p>"),
    "apache": bare("Apache2 Ubuntu Default Page: It works", "<h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the Apache2 server.</p>"),
    "apache, long": bare("Apache2 Debian Default Page: It works", "<h1>Apache2 Debian Default Page</h1>" + "<p>Replace this file before continuing to operate your server; see its documentation for the layout of the configuration.</p><p>The configuration is split into several files, each of which can be changed on its own without touching the others.</p>" * 8),
    "nothing": "",
    "a frame without a word": "<!DOCTYPE html><html><head></head><body> </body></html>",
    "iis": bare("IIS Windows Server", "<img src='iisstart.png' alt='IIS'>"),
    "tomcat": bare("Apache Tomcat/9.0.50", "<h1>Apache Tomcat/9.0.50</h1><h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>"),
    "panel, zh": bare("恭喜，站点创建成功！", "<h1>恭喜，站点创建成功！</h1><p>这是默认index.html，本页面由系统自动生成</p>"),
    "panel, no site, zh": bare("没有找到站点", "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>"),
    "hosting ended, zh": bare("提示", "<p>您访问的网站已过期，请联系服务商续费。</p>"),
    "hosting ended, vi": bare("Thông báo", "<h2>Website đã hết hạn sử dụng dịch vụ</h2><p>Vui lòng liên hệ nhà cung cấp để gia hạn.</p>"),
    "account suspended": bare("Account Suspended", "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>"),
    "gateway": bare("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>openresty</center>"),
    "index of": bare("Index of /", "<h1>Index of /</h1><pre><a href='cgi-bin/'>cgi-bin/</a></pre>"),
    "domain for sale": bare("tenmien.example", "<p>This domain is for sale. Buy this domain.</p>"),
}  # fmt: skip

LOGIN = {
    "bare, vi": bare("Đăng nhập hệ thống", "<form><label>Tài khoản</label><input name=u><label>Mật khẩu</label><input type=password name=p><button>Đăng nhập</button></form>"),
    "framed, vi": framed("Đăng nhập - Trung tâm Y tế huyện Cẩm Lạc", "<h2>Đăng nhập</h2><form><input name=u placeholder='Email'><input type=password name=p><a href='/quen'>Quên mật khẩu?</a></form>"),
    "asked to, vi": framed("Thông báo", "<p>Bạn cần đăng nhập để xem nội dung này.</p>"),
    "bare, zh": bare("用户登录", "<form><label>用户名：</label><input name=u><label>密码：</label><input type=password name=p><button>登 录</button></form>"),
    "single sign-on, zh": bare("统一身份认证平台", "<h1>统一身份认证平台</h1><form><input name=u placeholder=账号><input type=password name=p><button>登录</button></form>"),
    "asked to, zh": framed_zh("提示", "<p>您还没有登录，请先登录后再访问！</p>"),
    "English": bare("Sign in", "<form><h1>Sign in to your account</h1><input name=u><input type=password name=p></form>"),
    "session over, zh": bare("提示", "<p>登录超时，请重新登录</p>"),
}  # fmt: skip

GONE = {
    "taken down, vi": framed("Thông báo", "<p>Rất tiếc, bài viết này đã bị gỡ hoặc đang chờ duyệt.</p>"),
    "no data, vi": framed("Chi tiết", "<div class='alert'>Không có dữ liệu hiển thị.</div>"),
    "wrong address, vi": framed("Lỗi", "<p>Đường dẫn bạn truy cập không đúng hoặc đã hết hiệu lực.</p>"),
    "not found, vi": framed("404", "<h1>404</h1><p>Rất tiếc! Chúng tôi không tìm thấy trang bạn cần.</p>"),
    "not published, vi": framed("Thông báo", "<p>Tin này chưa được xuất bản.</p>"),
    "going home, zh": bare("提示", "<p>您要查看的页面不见了！3秒后自动跳转到首页</p>"),
    "taken off, zh": framed_zh("提示信息", "<p>该信息已下架或正在审核中</p>"),
    "deleted, zh": framed_zh("信息提示", "<p>对不起，您查看的内容已被管理员删除。</p>"),
    "no such record, zh": framed_zh("提示", "<p>没有找到相关记录</p>"),
    "English": framed("Not found", "<h1>Oops! That page can't be found.</h1>"),
    "wrong parameter, zh": bare("错误", "<p>参数错误，您访问的文章ID不存在</p>"),
}  # fmt: skip

ARTICLES = {
    "maintenance announced, no date, vi": framed("Thông báo tạm dừng cổng dịch vụ", "<h1>Thông báo tạm dừng cổng dịch vụ</h1><p>Để nâng cấp máy chủ, Trung tâm sẽ tạm ngừng cổng dịch vụ từ 20 giờ ngày 3 tháng 12 đến 5 giờ ngày 4 tháng 12.</p><p>Người dân có nhu cầu cấp bách liên hệ số điện thoại đường dây nóng của Trung tâm.</p>"),
    "maintenance announced, zh": framed_zh("关于信息系统停机维护的通知", "<h1>关于信息系统停机维护的通知</h1><p>发布时间：2026-11-30</p><p>各科室：因机房改造，医院信息系统定于12月3日22时停机维护，届时系统暂停使用，请提前做好准备。</p>"),
    "firewall bought, vi": framed("Mời báo giá thiết bị tường lửa", "<h1>Mời báo giá thiết bị tường lửa</h1><p>Ngày đăng: 12/11/2026</p><p>Bệnh viện có nhu cầu mua một thiết bị tường lửa ứng dụng web, yêu cầu chặn truy cập trái phép và tấn công DDoS.</p>"),
    "firewall bought, zh": framed_zh("网络安全设备采购公告", "<h1>网络安全设备采购公告</h1><p>发布日期：2026-11-12 来源：办公室</p><p>拟采购防火墙一台，要求具备访问拦截、人机验证、防攻击功能，报价截止时间为11月20日。</p>"),
    "captcha explained, vi": framed("Hướng dẫn đặt lịch khám qua mạng", "<h1>Hướng dẫn đặt lịch khám qua mạng</h1><p>Đăng lúc 08:00 ngày 12/11/2026</p><p>Bước 1: Đăng nhập bằng số điện thoại. Bước 2: Nhập mã xác nhận gửi về máy.</p><p>Bước 3: Chọn bác sĩ và giờ khám, bấm nút hoàn tất.</p>"),
    "code by telephone, zh": framed_zh("预约挂号操作指南", "<h1>预约挂号操作指南</h1><p>时间：2026-11-12 09:00 浏览：31</p><p>进入公众号后请先登录，输入手机号和验证码即可预约，如提示系统繁忙，请稍后再试。</p>"),
    "fake site, vi": framed("Cảnh báo website giả mạo bệnh viện", "<h1>Cảnh báo website giả mạo bệnh viện</h1><div>Ngày đăng: 05/11/2026</div><p>Website giả mạo yêu cầu người dân đăng nhập và nhập mật khẩu ngân hàng, sau đó hiện dòng chữ hệ thống đang bảo trì.</p>"),
    "deleted posts, zh": framed_zh("关于清理违规信息的通报", "<h1>关于清理违规信息的通报</h1><p>发布时间：2026年11月12日</p><p>经查，个别医疗机构发布虚假广告，相关文章已被删除，涉事账号已被封禁。</p>"),
    "right of access, zh": framed_zh("关于规范病历查阅权限的通知", "<h1>关于规范病历查阅权限的通知</h1><p>来源：医政科 2026-11-12</p><p>没有权限的人员不得访问电子病历系统，违者按规定处理。</p>"),
    "account locked, vi": framed("Khóa tài khoản định danh của cơ sở vi phạm", "<h1>Khóa tài khoản định danh của cơ sở vi phạm</h1><p>Cập nhật: 12/11/2026 10:00 | Lượt xem: 41</p><p>Sở Y tế đã tạm ngưng tài khoản liên thông đơn thuốc của ba nhà thuốc do không báo cáo.</p>"),
    "withdrawn paper, vi": framed("Thu hồi văn bản", "<h1>Thu hồi văn bản</h1><p>Ngày đăng: 12/11/2026</p><p>Công văn số 112/SYT-NVY đã bị hủy bỏ; nội dung đã được gỡ khỏi trang thông tin.</p>"),
    "login changed, zh": framed_zh("用户登录方式调整公告", "<h1>用户登录方式调整公告</h1><p>发布时间：2026-11-12</p><p>自12月起，平台用户登录改为扫码方式，原用户名和密码停止使用。</p>"),
    "file only, vi": framed("Thông báo", "<h1>Thông báo lịch trực</h1><p>Ngày đăng: 12/11/2026</p><p><a href='/f/lich.pdf'>Lịch trực</a></p>"),
    "one sentence, zh": framed_zh("停诊通知", "<h1>停诊通知</h1><p>2026-11-12</p><p>因设备检修，口腔科明日停诊一天。</p>"),
    "website opened, vi": framed("Khai trương website mới", "<h1>Khai trương website mới</h1><p>Ngày đăng: 12/11/2026 - Tác giả: Thu Hà</p><p>Website mới của Trung tâm đang được xây dựng thêm chuyên mục hỏi đáp.</p>"),
    "comments for members, vi": framed("Tin ảnh", "<h1>Tin ảnh: hiến máu</h1><p>Đoàn viên hiến 40 đơn vị máu.</p><p>Bạn cần đăng nhập để bình luận.</p>"),
    "comments for members, zh": framed_zh("图片新闻", "<h1>图片新闻：义诊下乡</h1><p>医护人员为村民测量血压。</p><p>您需要登录后才可以评论</p>"),
    "default password, vi": framed("Khuyến cáo an toàn thông tin", "<h1>Khuyến cáo an toàn thông tin</h1><p>Ngày 12/11/2026</p><p>Đề nghị đổi mật khẩu mặc định, không cài trang mặc định của máy chủ nginx hay Apache.</p>"),
}  # fmt: skip

NO_ARTICLE = {"blocked": BLOCKED, "maintenance": MAINTENANCE, "error": ERROR, "login": LOGIN, "gone": GONE}

HELD_BACK: dict[str, dict[str, str]] = {
    "blocked": {
        "station, zh": bare("安全防护", "<p>系统检测到您的访问行为异常，已暂时限制您的访问，请稍后重试</p>"),
        "abroad, zh": bare("访问受限", "<p>根据安全策略，境外IP暂不允许访问本站</p>"),
        "puzzle, zh": bare("验证", "<p>请点击按钮进行验证</p><div>点击完成验证</div>"),
        "abroad, vi": bare("Từ chối truy cập", "<p>Trang web này chỉ cho phép truy cập từ Việt Nam.</p>"),
        "suspicious, vi": bare("Cảnh báo bảo mật", "<p>Phát hiện truy cập đáng ngờ từ thiết bị của bạn, kết nối đã bị ngắt.</p>"),
        "verify, vi": bare("Xác thực", "<p>Hệ thống cần xác minh trình duyệt của bạn trước khi tiếp tục.</p>"),
        "forbidden": bare("403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>"),
        "limited": bare("Error", "<p>Too many requests. Please slow down and try again later.</p>"),
    },
    "maintenance": {
        "vi": bare("Tạm ngừng", "<p>Trang thông tin điện tử tạm thời ngừng hoạt động để nâng cấp. Xin lỗi vì sự bất tiện này.</p>"),
        "zh": bare("停机公告", "<p>本站正在进行系统升级，暂时无法访问，请您稍后再来。</p>"),
        "framed, zh": framed_zh("提示", "<p>该栏目正在建设中</p>"),
    },
    "error": {
        "oracle": bare("", "ORA-12514: TNS:listener does not currently know of service requested in connect descriptor"),
        "laravel": bare("Whoops", "<p>SQLSTATE[HY000] [2002] Connection refused</p>"),
        "vi": bare("Lỗi máy chủ", "<p>Đã xảy ra lỗi trong quá trình xử lý yêu cầu. Vui lòng thử lại.</p>"),
        "zh": bare("错误", "<p>服务器内部错误，请与管理员联系</p>"),
        "unavailable": bare("Service Unavailable", "<h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>"),
        "centos": bare("Test Page for the HTTP Server", "<h1>Testing 123..</h1><p>This page is used to test the proper operation of the HTTP server after it has been installed.</p>"),
        "closed, zh": bare("站点已暂停", "<p>对不起，该站点已经被管理员停止运行</p>"),
    },
    "login": {
        "vi": bare("Cổng quản trị", "<h1>Đăng nhập quản trị</h1><form><input name=u><input type=password name=p></form>"),
        "zh": framed_zh("会员登录", "<form>账号 <input name=u> 密码 <input type=password name=p><input type=submit value=登录></form>"),
        "asked to, vi": bare("Thông báo", "<p>Vui lòng đăng nhập để tiếp tục.</p>"),
    },
    "gone": {
        "vi": framed("Thông báo", "<p>Xin lỗi, nội dung bạn yêu cầu hiện không còn.</p>"),
        "vi, page": framed("Không tìm thấy", "<h2>Trang không tồn tại</h2><p><a href='/'>Quay về trang chủ</a></p>"),
        "zh": framed_zh("出错啦", "<p>哎呀，你要找的文章走丢了</p>"),
        "zh, channel": bare("提示", "<p>您访问的栏目不存在或未发布</p>"),
    },
    "article": {
        "robots, vi": framed("Ứng dụng robot trong phẫu thuật", "<h1>Ứng dụng robot trong phẫu thuật</h1><p>Ngày đăng: 12/11/2026</p><p>Bệnh viện đã xác nhận ca mổ bằng robot đầu tiên thành công tốt đẹp, người bệnh hồi phục nhanh.</p>"),
        "overload, vi": framed("Giảm quá tải bệnh viện", "<h1>Giảm quá tải bệnh viện</h1><p>Ngày đăng: 12/11/2026</p><p>Khi khoa khám bệnh đang quá tải, người bệnh vui lòng chờ hoặc đặt lịch lại sau.</p>"),
        "hacker, zh": framed_zh("我院成功处置一起网络攻击事件", "<h1>我院成功处置一起网络攻击事件</h1><p>2026-11-12 来源：信息科</p><p>凌晨2时，防火墙拦截异常请求，值班人员立即封禁相关IP地址，系统未受影响。</p>"),
        "no record, zh": framed_zh("关于医师资格核查结果的公示", "<h1>关于医师资格核查结果的公示</h1><p>发布时间：2026-11-12</p><p>经核查，李某在国家医师库中没有找到相关记录，不予注册。</p>"),
        "expired, vi": framed("Danh sách chứng chỉ hết hạn", "<h1>Danh sách chứng chỉ hết hạn</h1><p>Ngày đăng: 12/11/2026</p><p>Chứng chỉ đã hết hạn, đề nghị cá nhân liên hệ Sở Y tế để gia hạn.</p>"),
        "no date, zh": framed_zh("系统维护公告", "<h1>系统维护公告</h1><p>尊敬的用户：因升级需要，预约平台将于今晚23时至次日2时进行维护，期间无法预约，请合理安排就诊时间。</p><p>信息科</p>"),
    },
}  # fmt: skip
