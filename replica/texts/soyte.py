# ruff: noqa: E501 - a sentence of an article stays on one line
"""Articles of the provincial department of health: all names, papers and figures are invented."""

from datetime import date

from replica.bulk import Plan, Theme
from replica.files import DOCX, PDF, make_docx, make_pdf
from replica.model import Heading, Items, Paper, Picture, ReplicaArticle, ReplicaFile, Table


def written() -> list[ReplicaArticle]:
    """Return the hand-written articles of all three portals."""
    return [*_today(), *_province(), *_old()]


def _today() -> list[ReplicaArticle]:
    return [
        ReplicaArticle(
            id=30411,
            section="tin-hoat-dong-nganh",
            title="Sở Y tế vận hành thử đường dây nóng tiếp nhận phản ánh về thái độ phục vụ",
            posted="2025-08-06T09:15",
            views=2318,
            blocks=[
                "Từ ngày 5/8/2025, đường dây nóng 1900 000 203 của Sở Y tế vận hành thử theo cách mới: mỗi cuộc gọi được cấp một mã số, người dân tra được tiến độ xử lý trên trang thông tin điện tử.",
                Picture("Tổ trực đường dây nóng trong ca đầu tiên.", "duong-day-nong.jpg"),
                "Trong tuần đầu, tổ trực nhận 143 cuộc gọi, trong đó 61 cuộc hỏi thủ tục bảo hiểm y tế, 38 cuộc phản ánh chờ lâu, 9 cuộc khen ngợi nhân viên.",
                "Đồng chí Lương Quốc Sinh, Chánh Văn phòng Sở, cho biết đơn vị bị phản ánh phải trả lời trong 48 giờ; quá hạn, hệ thống tự gửi tin nhắn đến giám đốc đơn vị.",
            ],
            author="Bảo Ngân",
        ),
        ReplicaArticle(
            id=30477,
            section="tin-hoat-dong-nganh",
            title="Công bố 12 trạm y tế đạt chuẩn mới sau sắp xếp đơn vị hành chính",
            posted="2025-09-18T14:02",
            views=1571,
            blocks=[
                "Ngày 17/9/2025, Sở Y tế công bố 12 trạm y tế đầu tiên đạt bộ tiêu chí mới sau khi sắp xếp đơn vị hành chính cấp xã.",
                Table(
                    (
                        ("Trạm y tế", "Số bác sĩ", "Số dân phụ trách"),
                        ("Phường Vàng Danh", "4", "31.200"),
                        ("Xã Kỳ Thượng", "2", "9.860"),
                        ("Đặc khu Vân Đồn", "6", "47.300"),
                    )
                ),
                "Điểm mới là trạm phải có siêu âm, xét nghiệm cơ bản và được kê đơn thuốc tăng huyết áp, đái tháo đường như tuyến trên.",
                "Các trạm còn lại có thời hạn đến hết quý II năm sau để hoàn thiện, ưu tiên xã biên giới và hải đảo.",
            ],
        ),
        ReplicaArticle(
            id=30520,
            section="van-ban-chi-dao",
            title="Tăng cường phòng, chống bệnh sởi trong trường học",
            posted="2025-10-13T16:31",
            views=4026,
            blocks=[
                "Thời gian gần đây, số ca sốt phát ban nghi sởi có xu hướng tăng tại các trường mầm non, tiểu học. Để chủ động phòng, chống dịch, Sở Y tế đề nghị các đơn vị làm ngay mấy việc dưới đây:",
                "1. Trung tâm Kiểm soát bệnh tật cùng ngành giáo dục rà soát tiền sử tiêm chủng của trẻ nhập học, tổ chức tiêm bù trước ngày 15/11/2025.",
                "2. Các bệnh viện bố trí khu khám riêng cho trẻ sốt phát ban, hạn chế chuyển tuyến khi chưa cần thiết.",
                "3. Trung tâm y tế các địa phương trực báo dịch 24/24 giờ, báo cáo theo mẫu trước 15 giờ hằng ngày.",
                "Nhận được công văn này, đề nghị các đơn vị bắt tay vào việc ngay trong tuần./.",
            ],
            paper=Paper(
                superior="UBND TỈNH QUẢNG NINH",
                agency="SỞ Y TẾ",
                number="3187/SYT-NVY",
                canonical_number="3187/SYT-NVY",
                place_and_date="Quảng Ninh, ngày 13 tháng 10 năm 2025",
                issued_on="2025-10-13",
                kind=None,
                subject="V/v tăng cường phòng, chống bệnh sởi trong trường học",
                addressee="Kính gửi: Các đơn vị y tế trong tỉnh.",
                recipients=("- Như trên;", "- Sở Giáo dục và Đào tạo (p/h);", "- Lưu: VT, NVY."),
                authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
                signer="Từ Minh Khuê",
                document_type="công văn",
            ),
            files=[
                ReplicaFile(
                    "/qnh-syt/12026/Uploads/2025/10/3187-syt-nvy.pdf",
                    "3187/SYT-NVY.pdf",
                    make_pdf(["Số: 3187/SYT-NVY", "V/v tăng cường phòng, chống bệnh sởi trong trường học"]),
                    PDF,
                ),
                ReplicaFile(
                    "/qnh-syt/12026/Uploads/2025/10/mau%20bao%20cao%20soi.docx",
                    "Mẫu báo cáo hằng ngày",
                    make_docx(
                        ["BÁO CÁO NHANH TÌNH HÌNH BỆNH SỞI", "Số ca nghi ngờ trong ngày: ……", "Số ca nhập viện: ……"]
                    ),
                    DOCX,
                ),
            ],
        ),
        ReplicaArticle(
            id=30588,
            section="van-ban-chi-dao",
            title="Quyết định thành lập đoàn kiểm tra các phòng khám, nhà thuốc tư nhân dịp đầu năm 2026",
            posted="2026-01-09T10:40",
            views=865,
            blocks=[
                "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15;",
                "Căn cứ Kế hoạch công tác năm 2026 của Sở Y tế;",
                "Theo đề nghị của Chánh Thanh tra Sở.",
                "Điều 1. Thành lập đoàn kiểm tra các phòng khám, nhà thuốc tư nhân dịp đầu năm 2026 gồm bảy thành viên, do ông Ứng Đức Mạnh làm trưởng đoàn.",
                "Điều 2. Đoàn kiểm tra 45 cơ sở tại sáu địa phương, thời gian từ ngày 19/01 đến ngày 13/3/2026.",
                "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Chánh Thanh tra và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành./.",
            ],
            paper=Paper(
                superior="UBND TỈNH QUẢNG NINH",
                agency="SỞ Y TẾ",
                number="29/QĐ-SYT",
                canonical_number="29/QĐ-SYT",
                place_and_date="Quảng Ninh, ngày 08 tháng 01 năm 2026",
                issued_on="2026-01-08",
                kind="QUYẾT ĐỊNH",
                subject="Về việc thành lập đoàn kiểm tra các phòng khám, nhà thuốc tư nhân dịp đầu năm 2026",
                recipients=("- Như Điều 3;", "- UBND tỉnh (b/c);", "- Lưu: VT, TTra."),
                authority=("GIÁM ĐỐC",),
                signer="Nghiêm Thị Hoàn",
                document_type="quyết định",
            ),
        ),
    ]


def _province() -> list[ReplicaArticle]:
    return [
        ReplicaArticle(
            id=4087,
            section="cong-tinh",
            title="Ngành Y tế diễn tập ứng phó tình huống tàu khách chìm trên vịnh",
            posted="2022-09-22T15:15",
            views=3094,
            blocks=[
                "Sáng 22/9, tại cảng tàu khách, ngành Y tế phối hợp với lực lượng cứu hộ diễn tập tình huống một tàu chở 48 khách bị chìm do giông lốc.",
                "Sau 11 phút kể từ lúc báo động, trạm sơ cứu dã chiến hoàn thành; nạn nhân được phân loại bằng vòng đeo tay bốn màu.",
                Heading("Bài học rút ra"),
                Items(
                    (
                        "Bộ đàm của hai lực lượng không cùng tần số, phải dùng loa tay trong 6 phút đầu;",
                        "Cáng gấp nhẹ tiện hơn cáng cứng khi chuyển từ xuồng lên cầu cảng;",
                        "Cần sẵn chăn giữ nhiệt cho ít nhất 60 người.",
                    )
                ),
                "Ban chỉ đạo yêu cầu khắc phục ba hạn chế trên trước mùa du lịch năm sau.",
            ],
            author="Tuấn Kha",
        ),
        ReplicaArticle(
            id=4102,
            section="cong-tinh",
            title="Hội nghị trực tuyến triển khai bệnh án điện tử toàn tỉnh",
            posted="2022-10-05T08:40",
            views=1046,
            blocks=[
                "Hội nghị kết nối 27 điểm cầu, thống nhất lộ trình bỏ bệnh án giấy tại các bệnh viện hạng I trước ngày 31/12/2023.",
                "Đại diện các đơn vị nêu bốn vướng mắc: chữ ký số của điều dưỡng, đường truyền dự phòng, chuẩn liên thông và kinh phí lưu trữ ảnh chụp.",
                "Sở Y tế giao Bệnh viện Bãi Cháy làm điểm trước, sau ba tháng rút kinh nghiệm để nhân rộng.",
            ],
            source="Trung tâm Truyền thông",
        ),
    ]


def _old() -> list[ReplicaArticle]:
    return [
        ReplicaArticle(
            id=2254,
            section="cong-cu",
            title="Phó Giám đốc Sở Y tế kết luận tại cuộc họp về an toàn thực phẩm mùa du lịch năm 2013",
            posted="2013-05-09",
            views=6127,
            blocks=[
                "Ngày 10 tháng 5 năm 2013, Sở Y tế tổ chức cuộc họp bàn giải pháp bảo đảm an toàn thực phẩm mùa du lịch. Đồng chí Quách Văn Điền - Phó Giám đốc Sở chủ trì. Dự họp có đại diện Chi cục An toàn vệ sinh thực phẩm, Trung tâm Y tế dự phòng và phòng y tế các huyện ven biển.",
                "Sau khi nghe báo cáo và ý kiến của các đại biểu, Phó Giám đốc Sở kết luận như sau:",
                "1. Về kết quả đạt được",
                "Bốn tháng đầu năm, ngành đã kiểm tra 1.284 cơ sở, nhắc nhở 203 cơ sở, xử phạt 31 cơ sở; không để xảy ra vụ ngộ độc nào trên 30 người mắc.",
                "2. Về nhiệm vụ thời gian tới",
                "- Chi cục An toàn vệ sinh thực phẩm lập ba đoàn kiểm tra liên ngành tại Bãi Cháy, Cô Tô và Trà Cổ, bắt đầu từ ngày 20 tháng 5 năm 2013;",
                "- Trung tâm Y tế dự phòng lấy 120 mẫu nước đá, hải sản ăn liền để xét nghiệm, có kết quả trước ngày 15 tháng 6;",
                "- Phòng y tế các huyện công khai danh sách cơ sở vi phạm trên đài truyền thanh.",
                "Thừa lệnh Giám đốc Sở, Văn phòng gửi các đơn vị kết luận trên để theo đó mà làm./.",
            ],
            paper=Paper(
                superior="UBND TỈNH QUẢNG NINH",
                agency="SỞ Y TẾ",
                number="742 /TB-SYT",
                canonical_number="742/TB-SYT",
                place_and_date="Quảng Ninh, ngày 14 tháng 5 năm 2013",
                issued_on="2013-05-14",
                kind="THÔNG BÁO",
                subject="Kết luận của đồng chí Phó Giám đốc Sở Y tế tại cuộc họp về an toàn thực phẩm mùa du lịch năm 2013",
                recipients=("- Giám đốc, các PGĐ Sở;", "- Các đơn vị dự họp;", "- Lưu: VT, NVY."),
                authority=("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
                signer="Đinh Công Thước",
                document_type="thông báo",
            ),
            source="Sở Y tế Quảng Ninh",
        ),
        ReplicaArticle(
            id=2239,
            section="cong-cu",
            title="Tháng hành động vì chất lượng vệ sinh an toàn thực phẩm: bếp ăn nhỏ, trách nhiệm lớn",
            posted="2013-04-22",
            views=1880,
            blocks=[
                "Hưởng ứng Tháng hành động, 64 bếp ăn tập thể dưới 50 suất được mời dự lớp hướng dẫn lưu mẫu thức ăn.",
                "Nhiều chị nuôi lần đầu được cầm nhiệt kế đo tâm miếng thịt. “Hóa ra miếng đùi gà nhìn chín mà trong mới 62 độ”, chị Khổng Thị Mơ, bếp trưởng một trường mầm non, nói.",
                "Cuối lớp, mỗi bếp nhận một bộ hộp lưu mẫu, một nhiệt kế và tờ lịch ghi sẵn giờ hủy mẫu.",
            ],
        ),
    ]


_PLACES = (
    "phường Uông Bí",
    "xã Hoành Mô",
    "phường Cửa Ông",
    "xã Đầm Hà",
    "phường Hà Tu",
    "xã Ba Chẽ",
    "phường Móng Cái 1",
    "đặc khu Cô Tô",
)
_TOPICS = (
    "quản lý thuốc kê đơn",
    "an toàn tiêm chủng",
    "sàng lọc trước sinh",
    "chất lượng nước sinh hoạt",
    "phòng, chống lao",
    "y tế học đường",
    "chăm sóc người cao tuổi",
)
_PEOPLE = ("Nghiêm Thị Hoàn", "Từ Minh Khuê", "Lương Quốc Sinh", "Ứng Đức Mạnh", "Phí Thị Nhạn")
_SLOTS = {"place": _PLACES, "topic": _TOPICS, "person": _PEOPLE}

TODAY = Plan(
    themes=(
        Theme(
            "tin-hoat-dong-nganh",
            (
                "Sở Y tế kiểm tra công tác {topic} tại {place}",
                "{place}: chuyển biến trong công tác {topic}",
                "Giao ban tháng {month}/{year}: tập trung vào {topic}",
            ),
            "Ngày {day}, đoàn công tác của Sở Y tế do đồng chí {person} dẫn đầu đã làm việc tại {place} về công tác {topic}.",
            (
                "Qua kiểm tra {some} hồ sơ, đoàn ghi nhận {percent}% hồ sơ lập đúng mẫu, {few} hồ sơ phải bổ sung chữ ký.",
                "Đại diện {place} kiến nghị cấp thêm {few} biên chế và sửa chữa {few} phòng chức năng đã xuống cấp.",
                "Đồng chí {person} yêu cầu công khai số điện thoại người phụ trách để người dân liên hệ khi cần.",
                "Từ đầu năm đến nay, địa phương đã tổ chức {some} buổi truyền thông với {many} lượt người tham dự.",
            ),
            "Đoàn sẽ quay lại kiểm tra việc khắc phục trong tháng tới và không báo trước.",
        ),
        Theme(
            "van-ban-chi-dao",
            (
                "Hướng dẫn thực hiện {topic} trên địa bàn {place} năm {year}",
                "Chấn chỉnh công tác {topic} tại {place}",
            ),
            "Qua theo dõi và phản ánh của người dân, Sở Y tế nhận thấy công tác {topic} tại {place} còn một số tồn tại cần khắc phục.",
            (
                "Sở Y tế yêu cầu đơn vị rà soát lại quy trình, phân công rõ người chịu trách nhiệm từng khâu và báo cáo trong {few} ngày làm việc.",
                "Các cơ sở phải lưu hồ sơ ít nhất {few} năm và xuất trình khi có yêu cầu kiểm tra.",
                "Phòng Nghiệp vụ Y là đầu mối tổng hợp; liên hệ đồng chí {person}.",
                "Đơn vị có thành tích sẽ được xét thưởng; đơn vị chậm báo cáo từ hai lần trở lên sẽ bị trừ điểm thi đua.",
            ),
            "Trong quá trình thực hiện nếu có khó khăn, đề nghị phản ánh về Sở Y tế để được hướng dẫn.",
        ),
    ),
    slots=_SLOTS,
    count=20,
    first_id=30650,
    id_step=23,
    newest=date(2026, 11, 19),
    days_apart=15,
    timed=True,
)

PROVINCE = Plan(
    themes=(
        Theme(
            "cong-tinh",
            (
                "Toàn tỉnh ra quân chiến dịch {topic} năm {year}",
                "{place} hoàn thành trước hạn chỉ tiêu {topic}",
                "Lãnh đạo Sở Y tế thăm, động viên cán bộ {place} làm công tác {topic}",
            ),
            "Trong tuần qua, hoạt động {topic} được triển khai đồng loạt, nổi bật là tại {place} với {many} lượt người tham gia.",
            (
                "Theo kế hoạch, mỗi địa phương thành lập {few} tổ lưu động, làm việc cả thứ Bảy và Chủ nhật.",
                "Kinh phí thực hiện từ nguồn sự nghiệp y tế và đóng góp của {few} doanh nghiệp.",
                "Đồng chí {person} đánh giá cao cách làm của {place}, nhất là việc đến từng nhà người cao tuổi neo đơn.",
                "Kết quả bước đầu cho thấy {percent}% người dân được hỏi hài lòng.",
            ),
            "Chiến dịch kéo dài đến hết tháng và được đánh giá độc lập vào quý sau.",
        ),
    ),
    slots=_SLOTS,
    count=10,
    first_id=3610,
    id_step=41,
    newest=date(2022, 8, 30),
    days_apart=64,
    timed=True,
)

OLD = Plan(
    themes=(
        Theme(
            "cong-cu",
            (
                "Tập huấn {topic} cho cán bộ {place}",
                "Sơ kết công tác {topic} tại {place} năm {year}",
            ),
            "Vừa qua, tại {place}, Sở Y tế đã tổ chức hội nghị về công tác {topic} với sự tham gia của {some} đại biểu.",
            (
                "Các báo cáo viên trình bày {few} chuyên đề, dành một phần ba thời gian cho thực hành.",
                "Năm {year}, tỷ lệ hoàn thành kế hoạch đạt {percent}%, cao hơn mục tiêu đề ra.",
                "Đồng chí {person} trao giấy khen cho {few} tập thể và {some} cá nhân có thành tích.",
            ),
            "Kết thúc hội nghị, các đại biểu ký cam kết thực hiện tại đơn vị mình.",
        ),
    ),
    slots=_SLOTS,
    count=10,
    first_id=1702,
    id_step=49,
    newest=date(2013, 3, 28),
    days_apart=97,
)
