# ruff: noqa: E501 - a sentence of an article stays on one line
"""Articles of the party committee of the provincial agencies: all names, meetings and figures are invented."""

from datetime import date

from replica.bulk import Plan, Theme
from replica.files import PDF, make_pdf
from replica.model import Items, Paper, Picture, ReplicaArticle, ReplicaFile, Table


def written() -> list[ReplicaArticle]:
    """Return the hand-written articles."""
    return [
        ReplicaArticle(
            id=88031,
            section="tin-tuc-su-kien",
            title="Đoàn công tác Đảng ủy Khối làm việc với Đảng bộ Trung tâm Cấp cứu 115",
            shelf="2024-10-09",
            blocks=[
                "Ngày 8/10/2024, đoàn công tác do đồng chí Hứa Văn Tấn, Phó Bí thư Đảng ủy Khối, dẫn đầu đã làm việc với Đảng bộ Trung tâm Cấp cứu 115 về công tác xây dựng Đảng và kết quả nhiệm vụ chuyên môn chín tháng đầu năm.",
                "Báo cáo tại buổi làm việc cho biết đảng bộ hiện có bốn chi bộ với 41 đảng viên. Chín tháng qua, Trung tâm tiếp nhận 11.906 cuộc gọi, điều 5.347 lượt xe; thời gian từ lúc nhận tin đến khi xe lăn bánh rút xuống còn 2 phút 40 giây.",
                Picture("Quang cảnh buổi làm việc.", "115-1.jpg"),
                "Các chi bộ duy trì sinh hoạt chuyên đề mỗi quý một lần, gắn việc học tập và làm theo Bác với những phần việc cụ thể: kíp trực không để người dân chờ máy quá ba hồi chuông, xe về bến phải đủ cơ số thuốc trong 15 phút.",
                "Đảng bộ cũng nêu ba khó khăn: thiếu sáu lái xe có chứng chỉ, hai xe đã chạy quá 300.000 cây số và phụ cấp trực đêm chưa theo kịp mặt bằng chung.",
                Picture("Đồng chí Lã Thị Thơm, Bí thư Đảng ủy Trung tâm, báo cáo kết quả chín tháng.", "115-2.jpg"),
                "Kết luận buổi làm việc, đồng chí Hứa Văn Tấn đề nghị đảng bộ tiếp tục thực hiện nghiêm Chỉ thị số 28-CT/TW và Hướng dẫn số 12-HD/ĐUK, coi trọng phát triển đảng viên trẻ trong đội ngũ điều dưỡng cấp cứu; giao Văn phòng tổng hợp kiến nghị, trả lời trước ngày 30/11.",
            ],
            author="Mai Trâm",
            source="Trung tâm Cấp cứu 115",
        ),
        ReplicaArticle(
            id=88112,
            section="xay-dung-dang",
            title="Chi bộ Khoa Dược sinh hoạt chuyên đề “Ba không trong cấp phát thuốc”",
            posted="2024-11-05T15:20",
            views=642,
            blocks=[
                "Chi bộ Khoa Dược, Bệnh viện Phục hồi chức năng vừa tổ chức sinh hoạt chuyên đề quý IV với chủ đề “Ba không trong cấp phát thuốc”: không nhầm, không chậm, không nặng lời.",
                "Đảng viên trẻ Tăng Thị Dịu trình bày tham luận về 17 tình huống suýt nhầm lẫn được ghi nhận trong năm, nguyên nhân và cách phòng tránh bằng mã màu trên hộp thuốc.",
                "Sau thảo luận, chi bộ thống nhất ba việc làm ngay: đổi vị trí các thuốc tên gần giống nhau, đọc lại tên người bệnh trước khi giao và treo hộp thư góp ý ngay cửa quầy.",
            ],
        ),
        ReplicaArticle(
            id=88140,
            section="van-ban-moi",
            title="Kế hoạch tổ chức hội thi bí thư chi bộ giỏi ngành y tế năm 2025",
            posted="2025-01-14T09:05",
            views=1187,
            blocks=[
                "Thực hiện chương trình công tác năm 2025, Đảng ủy Khối xây dựng kế hoạch tổ chức hội thi bí thư chi bộ giỏi trong các đơn vị y tế với nội dung như sau:",
                "1. Mục đích: nâng cao kỹ năng điều hành sinh hoạt, phát hiện và nhân rộng cách làm hay ở các chi bộ khoa, phòng.",
                "2. Đối tượng: bí thư, phó bí thư các chi bộ trực thuộc đảng bộ cơ sở trong các đơn vị y tế, mỗi đảng bộ chọn một đội ba người.",
                "3. Thời gian: vòng sơ khảo trong tháng 4, vòng chung khảo trong tháng 6 năm 2025.",
                "Các đảng bộ gửi danh sách đội dự thi về Ban Tuyên giáo trước ngày 20/3/2025.",
            ],
            paper=Paper(
                superior="ĐẢNG BỘ TỈNH QUẢNG NINH",
                agency="ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
                number="47-KH/ĐUK",
                canonical_number="47-KH/ĐUK",
                place_and_date="Hạ Long, ngày 13 tháng 01 năm 2025",
                issued_on="2025-01-13",
                kind="KẾ HOẠCH",
                subject="Tổ chức hội thi bí thư chi bộ giỏi ngành y tế năm 2025",
                recipients=("- Các đảng bộ trực thuộc;", "- Các ban Đảng ủy;", "- Lưu Văn phòng."),
                authority=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
                signer="Hứa Văn Tấn",
                document_type="kế hoạch",
            ),
            files=[
                ReplicaFile(
                    "/qnh-duk/20311/Uploads/2025/1/ke-hoach-hoi-thi.pdf",
                    "47-KH/ĐUK.pdf",
                    make_pdf(["Số 47-KH/ĐUK", "KẾ HOẠCH tổ chức hội thi bí thư chi bộ giỏi ngành y tế năm 2025"]),
                    PDF,
                )
            ],
        ),
        ReplicaArticle(
            id=88177,
            section="tin-tuc-su-kien",
            title="Gặp mặt 70 năm Ngày Thầy thuốc Việt Nam tại Đảng bộ Sở Y tế",
            posted="2025-02-27T16:48",
            blocks=[
                "Chiều 26/2, Đảng bộ Sở Y tế tổ chức gặp mặt các thế hệ cán bộ nhân dịp 70 năm Ngày Thầy thuốc Việt Nam. Dự buổi gặp có 120 đại biểu, trong đó 34 người đã nghỉ hưu.",
                "Bác sĩ Ngô Quý Thạc, 88 tuổi, kể lại những ca mổ dưới ánh đèn dầu thời sơ tán. Câu chuyện ông nhắc nhiều nhất là về một nữ y tá tự lấy máu mình truyền cho thương binh.",
                Picture("Các đại biểu chụp ảnh lưu niệm.", "gap-mat-27-2.jpg"),
                "Nhân dịp này, 15 đảng viên được trao Huy hiệu 30 năm, 40 năm tuổi Đảng.",
            ],
            author="Hạ Vy",
        ),
        ReplicaArticle(
            id=88203,
            section="xay-dung-dang",
            title="Kết nạp đảng viên ngay tại khu cách ly: câu chuyện của điều dưỡng Phùn Thị Mến",
            shelf="2025-03-19",
            blocks=[
                "Lễ kết nạp diễn ra trong đúng hai mươi phút, giữa giờ giao ca, ở góc hành lang treo lá cờ mới. Người được kết nạp là điều dưỡng Phùn Thị Mến, 26 tuổi, dân tộc Dao, đã tình nguyện ở lại khu điều trị sởi suốt 43 ngày.",
                "Bí thư chi bộ Đào Xuân Lĩnh nói ngắn gọn: “Chúng tôi không chọn ngày đẹp. Chúng tôi chọn lúc đồng chí xứng đáng nhất”.",
                "Từ đầu năm đến nay, đảng bộ bệnh viện đã kết nạp chín đảng viên, bảy người trong số đó trực tiếp chăm sóc người bệnh.",
            ],
        ),
        ReplicaArticle(
            id=88240,
            section="tin-tuc-su-kien",
            title="Ủy ban kiểm tra giám sát việc công khai giá thuốc tại ba bệnh viện",
            posted="2025-04-22T10:12",
            views=903,
            blocks=[
                "Từ ngày 14 đến 18/4/2025, Ủy ban Kiểm tra Đảng ủy Khối giám sát chuyên đề việc công khai giá thuốc, giá dịch vụ tại ba bệnh viện tuyến tỉnh.",
                Table(
                    (
                        ("Đơn vị", "Số mặt hàng kiểm tra", "Số mặt hàng niêm yết đúng"),
                        ("Bệnh viện A", "150", "148"),
                        ("Bệnh viện B", "150", "150"),
                        ("Bệnh viện C", "120", "111"),
                    )
                ),
                "Đoàn yêu cầu đơn vị còn thiếu bổ sung bảng giá điện tử ở sảnh trước ngày 15/5 và cử một đảng viên chịu trách nhiệm cập nhật hằng tuần.",
            ],
        ),
        ReplicaArticle(
            id=88275,
            section="van-ban-moi",
            title="Công văn về việc phòng, chống say nắng cho đoàn viên tham gia hè tình nguyện",
            posted="2025-06-03T08:30",
            views=356,
            blocks=[
                "Mùa hè năm nay được dự báo có nhiều đợt nắng nóng gay gắt. Để bảo đảm sức khỏe cho đoàn viên tham gia các đội hình tình nguyện, Đảng ủy Khối đề nghị các đảng ủy, chi ủy trực thuộc quan tâm một số việc sau:",
                Items(
                    (
                        "Không bố trí làm việc ngoài trời từ 11 giờ đến 15 giờ;",
                        "Mỗi đội có ít nhất một cán bộ y tế và một túi sơ cứu;",
                        "Khám sức khỏe trước khi lên đường cho người có bệnh tim mạch, hen phế quản.",
                    )
                ),
                "Kết quả thực hiện gửi về Đoàn Khối trước ngày 31/8/2025 để tổng hợp.",
            ],
            paper=Paper(
                superior="ĐẢNG BỘ TỈNH QUẢNG NINH",
                agency="ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
                number="612-CV/ĐUK",
                canonical_number="612-CV/ĐUK",
                place_and_date="Hạ Long, ngày 02 tháng 6 năm 2025",
                issued_on="2025-06-02",
                kind=None,
                subject="V/v phòng, chống say nắng cho đoàn viên tham gia hè tình nguyện",
                addressee="Kính gửi: Các đảng ủy, chi ủy trực thuộc.",
                recipients=("- Như trên;", "- Đoàn Khối;", "- Lưu Văn phòng."),
                authority=("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
                signer="Tạ Bích Diệp",
                document_type="công văn",
            ),
        ),
        ReplicaArticle(
            id=88290,
            section="tin-tuc-su-kien",
            title="Hội nghị sơ kết sáu tháng mô hình “Bệnh viện không khói thuốc”",
            shelf="2025-07-08",
            blocks=[
                "Sáng ngày 7/7/2025, Đảng ủy Sở Y tế tổ chức hội nghị sơ kết sáu tháng thực hiện mô hình “Bệnh viện không khói thuốc” tại 11 đơn vị.",
                "Sau sáu tháng, 9 trong 11 đơn vị không còn đầu lọc thuốc lá ở hành lang và cầu thang thoát hiểm; 214 người nhà người bệnh ký cam kết bỏ thuốc.",
                "Hội nghị nghe ý kiến của các chi bộ về cách nhắc nhở sao cho khéo. Một bảo vệ chia sẻ: “Tôi không phạt. Tôi mời họ viên kẹo gừng rồi chỉ ra khu dành riêng”.",
            ],
            author="Khánh Ly",
            source="Văn phòng Đảng ủy",
        ),
    ]


PLAN = Plan(
    themes=(
        Theme(
            "tin-tuc-su-kien",
            (
                "Đại hội {unit} nhiệm kỳ 2025 - 2030: {few} khâu đột phá về chăm sóc người bệnh",
                "{unit} sơ kết phong trào “{motto}”",
            ),
            "Ngày {day}, {unit} tổ chức hội nghị với sự tham dự của {some} đảng viên và đại diện Đảng ủy cấp trên.",
            (
                "Báo cáo do đồng chí {comrade} trình bày nêu rõ {few} việc làm được và ba việc còn chậm, trong đó có giải ngân mua sắm.",
                "Chỉ số hài lòng của người bệnh đạt {percent}%, tăng so với cùng kỳ; số đơn thư phản ánh giảm còn {few} đơn.",
                "Đồng chí {comrade} đề nghị các chi bộ bám sát phương châm “{motto}”, giảm họp và dành thời gian cho buồng bệnh.",
                "Các tham luận tập trung vào chuyển đổi số hồ sơ bệnh án và việc giữ chân bác sĩ trẻ.",
            ),
            "Hội nghị thông qua nghị quyết với {few} chỉ tiêu cụ thể, giao ủy ban kiểm tra theo dõi việc thực hiện hằng quý.",
        ),
        Theme(
            "xay-dung-dang",
            (
                "{unit} trao quyết định công nhận {few} đảng viên chính thức",
                "Mô hình “{motto}” ở {unit}",
            ),
            "Nhiều năm nay, {unit} chọn việc nhỏ để làm đến cùng, và “{motto}” là một trong những việc như thế.",
            (
                "Mỗi đảng viên nhận theo dõi {few} hộ gia đình có người bệnh mạn tính, gọi điện hỏi thăm mỗi tháng một lần.",
                "Đồng chí {comrade} cho hay, cái được lớn nhất là đảng viên trẻ mạnh dạn nói ra điều chưa hài lòng trong sinh hoạt.",
                "Quỹ chung do đảng viên tự nguyện đóng góp đã giúp {some} người bệnh nghèo tiền xe về quê.",
                "Từ đầu năm {year}, chi ủy đổi giờ sinh hoạt sang buổi trưa thứ Sáu để kíp trực đêm cũng dự được.",
            ),
            "Cách làm này đang được {few} chi bộ bạn đến tìm hiểu để áp dụng.",
        ),
        Theme(
            "van-ban-moi",
            (
                "Hướng dẫn {unit} đăng ký nội dung “{motto}” năm {year}",
                "Lịch kiểm tra, giám sát tại {unit} quý tới của năm {year}",
            ),
            "Căn cứ chương trình kiểm tra, giám sát năm {year}, Đảng ủy Khối hướng dẫn {unit} triển khai một số nội dung dưới đây.",
            (
                "Bản đăng ký nêu rõ tên việc, người phụ trách, thời hạn và cách đo kết quả, dài không quá hai trang.",
                "Mỗi chi bộ chọn tối đa {few} nội dung; ưu tiên việc người bệnh nhìn thấy được.",
                "Đoàn kiểm tra gồm {few} thành viên do đồng chí {comrade} làm trưởng đoàn, làm việc trong {few} buổi.",
                "Hồ sơ cần chuẩn bị gồm sổ nghị quyết, biên bản sinh hoạt và bảng theo dõi nộp đảng phí.",
            ),
            "Đề nghị các đơn vị gửi văn bản về Văn phòng Đảng ủy trước ngày làm việc cuối cùng của tháng.",
        ),
    ),
    slots={
        "unit": (
            "Đảng bộ Bệnh viện Lao và Phổi",
            "Đảng bộ Trung tâm Pháp y",
            "Chi bộ Trường Cao đẳng Y tế",
            "Đảng bộ Bệnh viện Y dược cổ truyền",
            "Chi bộ Chi cục Dân số",
            "Đảng bộ Bệnh viện Mắt",
            "Chi bộ Trung tâm Kiểm nghiệm",
            "Đảng bộ Bệnh viện Bảo vệ sức khỏe tâm thần",
        ),
        "motto": (
            "Một chạm, một nụ cười",
            "Bữa cháo nghĩa tình",
            "Giờ thứ chín",
            "Buồng bệnh không tiếng ồn",
            "Nói ít, làm đến cùng",
        ),
        "comrade": ("Giáp Văn Lượng", "Tô Thị Phin", "Hà Quang Bính", "Lê Thị Khuyên", "Âu Dương Hòa"),
    },
    count=26,
    first_id=88320,
    id_step=17,
    newest=date(2026, 11, 12),
    days_apart=17,
    timed=True,
)
