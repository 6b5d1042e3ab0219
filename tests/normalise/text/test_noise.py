"""What changes by itself is masked for comparing; what an article counts is not."""

# ruff: noqa: E501  # a case a line
import pytest

from crawler.normalise.text.noise import masked

NOISE = {
    "views": ("Lượt xem: 15", "Lượt xem: 1.204"),
    "views behind": ("(15 lượt xem)", "(16 lượt xem)"),
    "downloads beside a name": ("Phụ lục 2.pdf (Lượt tải: 4)", "Phụ lục 2.pdf (Lượt tải: 12)"),
    "downloads, English": ("bieu-mau.docx – Downloads: 4", "bieu-mau.docx – Downloads: 41"),
    "visitors of the site": ("Trung tâm Y tế Cẩm Lạc - Số lượt truy cập: 9012", "Trung tâm Y tế Cẩm Lạc - Số lượt truy cập: 9188"),
    "a visitor box": ("Đang online: 3 | Hôm nay: 77 | Tổng truy cập: 9000", "Đang online: 12 | Hôm nay: 101 | Tổng truy cập: 9024"),
    "guests": ("Khách online: 4, Thành viên: 1, Hôm qua: 900", "Khách online: 19, Thành viên: 2, Hôm qua: 1.120"),
    "weather and gold": ("Thời tiết: 24°C - Giá vàng: 81 triệu", "Thời tiết: 31°C - Giá vàng: 83,5 triệu"),
    "rate": ("Tỷ giá USD: 25.410", "Tỷ giá USD: 25.388"),
    "rating": ("Đánh giá: 4.5 / 5 (12 phiếu bầu)", "Đánh giá: 4.1 / 5 (31 phiếu bầu)"),
    "rating with stars": ("Xếp hạng: 3,5/5 sao", "Xếp hạng: 4/5 sao"),
    "captcha": ("Mã xác nhận: 4821", "Mã xác nhận: 0093"),
    "captcha with letters": ("Mã bảo vệ: a7Kq", "Mã bảo vệ: 9xTt"),
    "clock": ("Thứ Hai, ngày 30/11/2026, 08:15:04", "Chủ Nhật, ngày 06/12/2026, 21:00:59"),
    "clock that says so": ("Bây giờ là 08:15 ngày 30/11/2026", "Bây giờ là 09:00 ngày 02/12/2026"),
    "updated just now": ("Cập nhật lần cuối: 30/11/2026 08:15", "Cập nhật lần cuối: 01/12/2026 03:00"),
    "comments": ("12 bình luận", "13 bình luận"),
    "shares and likes": ("Chia sẻ: 5 Thích: 10 lượt thích", "Chia sẻ: 6 Thích: 11 lượt thích"),
    "views, zh": ("浏览次数：120", "浏览次数：1.2万"),
    "views in brackets, zh": ("（阅读：31）", "（阅读：99）"),
    "downloads, zh": ("附件1.doc（下载次数：3）", "附件1.doc（下载次数：17）"),
    "online, zh": ("当前在线：5 今日访问：90 总访问量：10234", "当前在线：7 今日访问：12 总访问量：10300"),
    "weather, zh": ("今日天气：多云 12℃", "今日天气：晴转多云 5℃"),
    "captcha, zh": ("验证码：3k9d", "验证码：zz81"),
    "clock, zh": ("今天是2026年11月30日 星期一", "今天是2026年12月1日 星期二"),
    "rating, zh": ("评分：4.5分 已有12人参与评分", "评分：4.7分 已有15人参与评分"),
    "quotes and dashes": ("Chủ đề “Vì sức khỏe” – cả nước…", 'Chủ đề "Vì sức khỏe" - cả nước...'),
    "praise, zh": ("点赞 (12)", "点赞 (13)"),
}  # fmt: skip

MEANING = {
    "a table's total": ("Tổng số | 112 | 1", "Tổng số | 121 | 1"),
    "cases of today": ("Hôm nay: 340 ca mắc mới", "Hôm nay: 341 ca mắc mới"),
    "body temperature": ("Sốt trên 38,5°C thì uống thuốc", "Sốt trên 39°C thì uống thuốc"),
    "weather as a subject": ("Do thời tiết nắng nóng, 12 người nhập viện vì say nắng trong tuần qua tại xã.", "Do thời tiết nắng nóng, 15 người nhập viện vì say nắng trong tuần qua tại xã."),
    "humidity as advice": ("Giữ độ ẩm trong phòng từ 40 đến 60% để trẻ dễ thở khi ngủ máy lạnh.", "Giữ độ ẩm trong phòng từ 50 đến 60% để trẻ dễ thở khi ngủ máy lạnh."),
    "a price": ("Khám bệnh 38.700 đồng", "Khám bệnh 42.100 đồng"),
    "a deadline": ("Hạn nộp hồ sơ: 17h00 ngày 30/11/2026", "Hạn nộp hồ sơ: 17h00 ngày 03/12/2026"),
    "people seen": ("Đoàn đã khám cho 120 người dân", "Đoàn đã khám cho 130 người dân"),
    "patients, zh": ("新增病例3例，累计120例", "新增病例4例，累计121例"),
    "a table row, zh": ("清河镇 | 112 | 1", "清河镇 | 121 | 1"),
    "telephone": ("Đường dây nóng: 0239 3855 115", "Đường dây nóng: 0239 3999 115"),
    "calls": ("Trung bình nhận 603 cuộc gọi mỗi tháng", "Trung bình nhận 630 cuộc gọi mỗi tháng"),
    "a date of a meeting": ("Thứ Hai, ngày 30/11/2026 họp giao ban", "Thứ Ba, ngày 01/12/2026 họp giao ban"),
    "score needed": ("Điểm trúng tuyển: 21,5", "Điểm trúng tuyển: 22"),
    "a number of a paper": ("Số: 112/TB-BV", "Số: 113/TB-BV"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), NOISE.values(), ids=NOISE)
def test_noise_is_the_same(before: str, after: str) -> None:
    assert masked(before) == masked(after)


@pytest.mark.parametrize(("before", "after"), MEANING.values(), ids=MEANING)
def test_meaning_is_not(before: str, after: str) -> None:
    assert masked(before) != masked(after)
