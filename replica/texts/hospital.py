# ruff: noqa: E501 - a sentence of an article stays on one line
"""Articles of the provincial hospital: all names, cases and figures are invented."""

from datetime import date

from replica.bulk import Plan, Theme
from replica.files import DOCX, PDF, XLSX, make_docx, make_pdf, make_xlsx
from replica.model import Heading, Items, Paper, Picture, ReplicaArticle, ReplicaFile, Table


def written() -> list[ReplicaArticle]:
    """Return the hand-written articles."""
    return [
        ReplicaArticle(
            id=1846,
            section="tin-tuc",
            title="06 việc bệnh viện cam kết làm ngay để người bệnh bớt phải chờ đợi",
            posted="2018-03-02",
            views=5417,
            lead="Sáu việc cụ thể, có người chịu trách nhiệm và có hạn hoàn thành, vừa được Ban Giám đốc công bố.",
            blocks=[
                "Khảo sát hài lòng quý IV cho thấy điều làm người bệnh phiền lòng nhất không phải viện phí mà là thời "
                "gian chờ: trung bình 74 phút từ lúc lấy số đến lúc gặp bác sĩ, cao điểm thứ Hai lên tới 112 phút.",
                "Từ kết quả đó, Ban Giám đốc giao Khoa Khám bệnh cùng Phòng Kế hoạch tổng hợp thực hiện 06 việc:",
                "1. Mở cửa quầy tiếp đón từ 6 giờ 15 phút, sớm hơn trước 45 phút; thứ Hai bố trí thêm hai bàn;",
                "2. Nhận đặt hẹn qua điện thoại và trang thông tin điện tử, giữ 30% số khám cho người đặt trước;",
                "3. Trả kết quả xét nghiệm cơ bản trong vòng 90 phút, quá hạn phải báo cho người bệnh biết lý do;",
                "4. Gộp thu viện phí và lĩnh thuốc bảo hiểm về một khu, người bệnh không phải lên xuống tầng hai lần;",
                "5. Mỗi sáng có một bác sĩ và một điều dưỡng trực “bàn hỏi nhanh” ngay sảnh chính;",
                "6. Hằng tuần công khai thời gian chờ trung bình của từng phòng khám tại bảng tin và trên mạng.",
                "Đoàn viên thanh niên nhận phần việc hướng dẫn người cao tuổi, người khuyết tật trong giờ cao điểm. "
                "Kết quả được tổng hợp vào cuối mỗi tháng và gửi về hòm thư góp ý để người dân cùng giám sát.",
            ],
        ),
        ReplicaArticle(
            id=1853,
            section="tin-tuc",
            title="Cứu sống bệnh nhi 4 tuổi bị đuối nước sau gần một giờ hồi sức",
            posted="2018-07-11",
            views=12873,
            blocks=[
                "Chiều muộn ngày 8/7, kíp trực Khoa Hồi sức tích cực - Chống độc tiếp nhận bé trai N.G.B. trong tình "
                "trạng ngừng thở, da tím, đồng tử giãn. Trước đó gia đình vớt cháu lên từ bể nước sau nhà, không rõ "
                "thời gian chìm.",
                Picture("Bác sĩ Phạm Thế Lương kiểm tra cho cháu B. trước ngày ra viện.", "cap-cuu-nhi.jpg"),
                "Ê kíp ép tim, đặt nội khí quản, dùng thuốc vận mạch và sưởi ấm liên tục. Đến phút thứ 52, tim cháu "
                "đập lại. Sau mười ngày thở máy và theo dõi phù não, cháu tỉnh, nhận ra mẹ, ăn được cháo loãng.",
                "Theo bác sĩ Phạm Thế Lương, may mắn lớn nhất là người hàng xóm biết hà hơi thổi ngạt ngay tại chỗ. "
                "“Đừng dốc ngược trẻ rồi chạy. Mỗi phút chạy là một phút não thiếu ôxy”, bác sĩ nhắc lại.",
                Heading("Ba điều cần nhớ khi gặp trẻ đuối nước"),
                Items(
                    (
                        "Đưa trẻ lên chỗ khô, gọi người hỗ trợ và gọi 115;",
                        "Nếu trẻ không thở: thổi ngạt 5 lần, rồi ép tim 30 lần xen kẽ 2 lần thổi;",
                        "Tiếp tục đến khi trẻ tự thở hoặc nhân viên y tế tới nơi.",
                    )
                ),
            ],
        ),
        ReplicaArticle(
            id=1861,
            section="thong-bao",
            title="Thông báo lịch khám sàng lọc lác, sụp mi miễn phí cho trẻ em đợt 2 năm 2018",
            posted="2018-09-05",
            views=3260,
            blocks=[
                "Bệnh viện phối hợp với Hội Bảo trợ người khuyết tật và trẻ mồ côi tỉnh khám sàng lọc lác, sụp mi bẩm "
                "sinh cho trẻ dưới 15 tuổi, cụ thể như sau:",
                Table(
                    (
                        ("Ngày", "Buổi", "Địa điểm", "Số trẻ dự kiến"),
                        ("22/9/2018", "Sáng", "Khoa Mắt, tầng 3 nhà B", "60"),
                        ("22/9/2018", "Chiều", "Trung tâm Y tế thị xã Đông Triều", "45"),
                        ("23/9/2018", "Sáng", "Trung tâm Y tế huyện Hải Hà", "40"),
                    )
                ),
                "Trẻ đủ điều kiện sẽ được mổ miễn phí trong tháng 10. Gia đình mang theo giấy khai sinh bản sao và thẻ "
                "bảo hiểm y tế của trẻ. Đăng ký trước ngày 18/9 tại Phòng Công tác xã hội.",
            ],
            files=[
                ReplicaFile(
                    "/upload/files/phieu-dang-ky-kham-mat.docx",
                    "Phiếu đăng ký khám mắt.docx",
                    make_docx(
                        [
                            "PHIẾU ĐĂNG KÝ KHÁM SÀNG LỌC MẮT TRẺ EM",
                            "Họ và tên trẻ: ……………………",
                            "Nơi nhận: Phòng Công tác xã hội, tầng 1 nhà A.",
                        ]
                    ),
                    DOCX,
                )
            ],
        ),
        ReplicaArticle(
            id=1874,
            section="thong-bao",
            title="Mời báo giá hóa chất, vật tư xét nghiệm 6 tháng đầu năm 2019",
            posted="2018-12-18",
            views=981,
            blocks=[
                "Để có cơ sở xây dựng giá gói thầu, bệnh viện mời các đơn vị có đủ năng lực gửi báo giá các mặt hàng "
                "trong danh mục kèm theo.",
                "Báo giá có hiệu lực ít nhất 90 ngày, ghi rõ hãng, nước sản xuất, quy cách đóng gói và giá đã gồm thuế.",
                "Hồ sơ gửi về Phòng Vật tư - Thiết bị y tế trước 16 giờ 30 phút ngày 28/12/2018; báo giá đến sau thời "
                "điểm này không được xem xét.",
            ],
            files=[
                ReplicaFile(
                    "/upload/files/danh-muc-hoa-chat-2019.xlsx",
                    "Danh mục hóa chất 2019",
                    make_xlsx(
                        [
                            ["STT", "Tên hàng hóa", "Đơn vị tính", "Số lượng"],
                            [1, "Que thử đường huyết", "Hộp", 340],
                            [2, "Ống nghiệm chống đông EDTA", "Ống", 52000],
                            [3, "Gạc phẫu thuật vô khuẩn", "Gói", 7800],
                        ]
                    ),
                    XLSX,
                ),
                ReplicaFile(
                    "/upload/files/thu-moi-bao-gia.pdf",
                    "Thư mời báo giá (bản có dấu)",
                    make_pdf(["THƯ MỜI BÁO GIÁ", "Hóa chất, vật tư xét nghiệm 6 tháng đầu năm 2019"]),
                    PDF,
                ),
            ],
        ),
        ReplicaArticle(
            id=1889,
            section="thong-bao",
            title="Thông báo về việc điều chỉnh giờ thăm nuôi người bệnh nội trú",
            posted="2019-04-09",
            views=2046,
            blocks=[
                "Nhằm bảo đảm an toàn và giữ yên tĩnh cho người bệnh, Giám đốc bệnh viện thông báo điều chỉnh giờ thăm "
                "nuôi tại các khoa lâm sàng kể từ ngày 15 tháng 4 năm 2019 như sau:",
                "1. Buổi sáng từ 10 giờ 30 phút đến 12 giờ; buổi chiều từ 16 giờ đến 18 giờ 30 phút.",
                "2. Mỗi người bệnh có một người nhà ở lại, đeo thẻ do khoa cấp; trẻ dưới 6 tuổi không vào khu điều trị.",
                "3. Khoa Hồi sức tích cực - Chống độc giải thích tình hình cho gia đình lúc 11 giờ và 17 giờ hằng ngày.",
                "Đề nghị lãnh đạo các khoa, phòng quán triệt đến toàn thể nhân viên và người nhà người bệnh biết, thực "
                "hiện./.",
            ],
            paper=Paper(
                superior="SỞ Y TẾ QUẢNG NINH",
                agency="BỆNH VIỆN ĐA KHOA TỈNH",
                number="218/TB-BVĐKT",
                canonical_number="218/TB-BVĐKT",
                place_and_date="Hạ Long, ngày 08 tháng 4 năm 2019",
                issued_on="2019-04-08",
                kind="THÔNG BÁO",
                subject="Về việc điều chỉnh giờ thăm nuôi người bệnh nội trú",
                recipients=("- Ban Giám đốc;", "- Các khoa, phòng;", "- Lưu: VT, KHTH."),
                authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
                signer="Trịnh Văn Khoát",
                document_type="thông báo",
            ),
        ),
        ReplicaArticle(
            id=1902,
            section="y-hoc-thuong-thuc",
            title="Ngày hè nắng nóng: nhận biết sớm và xử trí say nắng, say nóng",
            posted="2019-06-12",
            views=7705,
            blocks=[
                "Khi nhiệt độ ngoài trời vượt 38 độ C, cơ thể mất nước rất nhanh qua mồ hôi. Người làm việc ngoài công "
                "trường, ngư dân và người cao tuổi là những nhóm dễ bị say nắng nhất.",
                Heading("Dấu hiệu nhận biết"),
                "Nhức đầu, hoa mắt, da nóng đỏ, mạch nhanh; nặng hơn có thể lơ mơ, co giật, thân nhiệt trên 40 độ C.",
                Heading("Xử trí ban đầu"),
                "Đưa người bị nạn vào chỗ mát, nới lỏng quần áo, chườm khăn ướt ở nách, bẹn, cổ. Nếu còn tỉnh, cho uống "
                "từng ngụm nước có pha oresol. Gọi 115 ngay khi người bệnh lơ mơ hoặc nôn nhiều.",
                "Không cạo gió, không vắt chanh vào miệng người đang hôn mê vì có thể gây sặc.",
            ],
            author="BS. Đoàn Thị Liễu",
        ),
        ReplicaArticle(
            id=1917,
            section="tin-tuc",
            title="Ngày 19-20/10, gần 300 bác sĩ dự hội thảo can thiệp mạch vành vùng Đông Bắc",
            posted="2019-10-21",
            views=1634,
            blocks=[
                "Trong hai ngày 19 và 20/10/2019, bệnh viện tổ chức hội thảo can thiệp mạch vành vùng Đông Bắc với gần "
                "300 đại biểu của 21 bệnh viện tham dự.",
                "Ban tổ chức đã nhận 46 báo cáo, chọn 18 báo cáo trình bày tại hội trường. Hai ca can thiệp được truyền "
                "hình trực tiếp từ phòng DSA để các đại biểu cùng thảo luận.",
                Picture("Đại biểu theo dõi ca can thiệp qua màn hình hội trường.", "hoi-thao-mach-vanh.jpg"),
                "Từ khi triển khai kỹ thuật này năm 2015, đơn vị tim mạch can thiệp đã thực hiện 2.318 ca, tỷ lệ thành "
                "công 97,4%. Thời gian từ cửa viện đến lúc nong bóng rút từ 121 phút xuống còn 68 phút.",
            ],
        ),
        ReplicaArticle(
            id=1931,
            section="tin-tuc",
            title="TIN BUỒN",
            posted="2020-02-06",
            views=4409,
            blocks=[
                "Đảng ủy, Ban Giám đốc, Công đoàn và gia đình vô cùng thương tiếc báo tin: ông Lưu Đình Ngạn, nguyên "
                "Trưởng khoa Ngoại, sinh năm 1947, đã từ trần hồi 3 giờ 40 phút ngày 5 tháng 2 năm 2020.",
                "Lễ viếng bắt đầu từ 7 giờ ngày 7/2 tại nhà riêng; lễ truy điệu lúc 14 giờ cùng ngày.",
            ],
        ),
        ReplicaArticle(
            id=1948,
            section="tin-tuc",
            title="Lần đầu tiên thay khớp gối bằng kỹ thuật ít xâm lấn tại tỉnh",
            posted="2023-05-30",
            views=8215,
            blocks=[
                "Bà H.T.M., 67 tuổi, đau gối phải nhiều năm, đi lại phải chống gậy. Phim chụp cho thấy khe khớp hẹp gần "
                "hết, trục chi lệch 11 độ.",
                "Ê kíp do ThS.BSCKII Mạc Quang Hiển làm trưởng kíp rạch một đường 9 cm, tách cơ theo thớ thay vì cắt "
                "gân. Ca mổ kéo dài 85 phút, mất khoảng 150 ml máu, không phải truyền.",
                "Ngày thứ hai sau mổ, bà M. tập đứng với khung; ngày thứ sáu xuất viện, gấp gối được 95 độ.",
                "Chi phí phần khớp nhân tạo được quỹ bảo hiểm y tế thanh toán theo quy định; phần chênh lệch khoảng 14 "
                "triệu đồng do người bệnh tự chi trả.",
            ],
            source="Phòng Công tác xã hội",
        ),
    ]


PLAN = Plan(
    themes=(
        Theme(
            "tin-tuc",
            (
                "Bệnh viện hỗ trợ Trung tâm Y tế {district} triển khai {skill}",
                "Chuyển giao {skill} cho {district}: người dân không phải đi xa",
            ),
            "Ngày {day}, đoàn chuyên gia gồm {few} bác sĩ của bệnh viện đã có mặt tại {district} để bàn giao gói kỹ thuật "
            "{skill} sau ba tháng cầm tay chỉ việc.",
            (
                "Trước khi chuyển giao, mỗi tháng có khoảng {some} người bệnh của {district} phải lên tuyến tỉnh, nhiều người "
                "đi từ 3 giờ sáng để kịp lấy số.",
                "Theo {doctor}, cái khó không nằm ở máy móc mà ở việc duy trì đủ kíp trực; vì vậy đoàn đã đào tạo song song "
                "hai ê kíp để thay nhau.",
                "Qua chạy thử, {some} ca được thực hiện an toàn, không có biến chứng nặng phải chuyển viện.",
                "Trung tâm đã dành riêng một phòng thủ thuật, lắp thêm hệ thống khí y tế và bộ lưu điện dự phòng.",
            ),
            "Trong sáu tháng tới, bệnh viện tiếp tục hội chẩn từ xa vào chiều thứ Năm hằng tuần với kíp trực của {district}.",
        ),
        Theme(
            "tin-tuc",
            (
                "{many} đơn vị máu được hiến trong ngày hội “Giọt hồng {district}”",
                "Ngày hội hiến máu tại {district} thu về {many} đơn vị máu",
            ),
            "Sáng {day}, ngày hội hiến máu tình nguyện tại {district} thu hút đông đảo đoàn viên, công nhân mỏ và người dân.",
            (
                "Ban tổ chức tiếp nhận {many} đơn vị máu, trong đó nhóm O chiếm gần một nửa, vượt kế hoạch đề ra.",
                "{doctor} cho biết lượng máu này đủ cho nhu cầu cấp cứu của bệnh viện trong khoảng {few} tuần.",
                "Nhiều gia đình có cả bố mẹ và con cùng đăng ký; người hiến nhiều nhất đã sang lần thứ {some}.",
                "Toàn bộ dụng cụ lấy máu dùng một lần, người hiến được khám và xét nghiệm nhanh trước khi lấy máu.",
            ),
            "Người dân có thể đăng ký hiến máu vào các buổi sáng trong tuần tại Khoa Huyết học - Truyền máu.",
        ),
        Theme(
            "thong-bao",
            (
                "Thông báo tuyển sinh lớp đào tạo {skill} khóa {few} năm {year}",
                "Mở lớp thực hành {skill} cho cán bộ {district} năm {year}",
            ),
            "Căn cứ kế hoạch đào tạo liên tục năm {year}, bệnh viện mở lớp {skill} dành cho bác sĩ, điều dưỡng của {district} "
            "và các đơn vị có nhu cầu.",
            (
                "Thời gian học {few} tuần, trong đó hai phần ba là thực hành tại khoa lâm sàng.",
                "Số lượng tối đa {some} học viên; ưu tiên cán bộ đang công tác tại trạm y tế và vùng hải đảo.",
                "Học viên được bố trí chỗ ở trong ký túc xá, tự túc tiền ăn và đi lại.",
                "Hồ sơ gồm quyết định cử đi học, bản sao văn bằng và hai ảnh cỡ 4x6.",
            ),
            "Hồ sơ gửi về Trung tâm Đào tạo và Chỉ đạo tuyến; người phụ trách: {doctor}.",
        ),
        Theme(
            "y-hoc-thuong-thuc",
            (
                "{disease}: khi nào cần đến bệnh viện ngay?",
                "Hỏi đáp cùng bác sĩ về {disease}",
                "Năm hiểu lầm thường gặp về {disease}",
            ),
            "Mỗi năm Khoa Khám bệnh tiếp nhận khoảng {many} lượt người đến vì {disease}, không ít trường hợp đến muộn do tự mua "
            "thuốc về uống.",
            (
                "Theo {doctor}, dấu hiệu cảnh báo gồm đau tăng dần, sốt kéo dài quá ba ngày hoặc mệt lả không rõ nguyên nhân.",
                "Người có bệnh nền nên ghi lại thuốc đang dùng và mang theo đơn cũ khi đi khám để bác sĩ tránh kê trùng.",
                "Chế độ ăn nhạt, nhiều rau xanh và vận động ba mươi phút mỗi ngày giúp giảm đáng kể nguy cơ tái phát.",
                "Không nên tin các bài thuốc truyền miệng trên mạng; đã có {few} ca phải lọc máu vì uống lá cây không rõ nguồn gốc.",
            ),
            "Khi cần tư vấn, người dân gọi số của Phòng Công tác xã hội trong giờ hành chính.",
        ),
    ),
    slots={
        "district": (
            "huyện Vân Đồn",
            "huyện Cô Tô",
            "huyện Ba Chẽ",
            "huyện Bình Liêu",
            "thị xã Quảng Yên",
            "thành phố Cẩm Phả",
            "thành phố Móng Cái",
            "huyện Đầm Hà",
        ),
        "skill": (
            "nội soi tiêu hóa can thiệp",
            "siêu âm tim tại giường",
            "lọc máu chu kỳ",
            "phẫu thuật nội soi ruột thừa",
            "đặt ống thông tĩnh mạch trung tâm",
            "chăm sóc vết thương mạn tính",
        ),
        "doctor": (
            "BSCKII Tống Thị Nhàn",
            "ThS.BS Kiều Đức Thuận",
            "BS Lục Văn Phấn",
            "BSCKI Ninh Thị Hoài",
            "TS.BS Cao Bá Quyền",
        ),
        "disease": (
            "đau thắt ngực",
            "sỏi thận",
            "viêm tụy cấp",
            "thoái hóa khớp gối",
            "đái tháo đường thai kỳ",
            "hen phế quản",
            "thoát vị đĩa đệm",
        ),
    },
    count=26,
    first_id=1960,
    id_step=7,
    newest=date(2026, 11, 16),
    days_apart=43,
)
