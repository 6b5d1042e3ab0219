# ruff: noqa: E501 - a sentence of an article stays on one line
"""Articles of the provincial centre for disease control: all names, cases and figures are invented."""

from datetime import date

from replica.bulk import Plan, Theme
from replica.files import PDF, XLSX, make_pdf, make_xlsx
from replica.model import Heading, Items, Picture, ReplicaArticle, ReplicaFile, Table


def written() -> list[ReplicaArticle]:
    """Return the hand-written articles; only those with `posted` show a date."""
    return [
        ReplicaArticle(
            id=101,
            section="tin-tuc",
            title="Đưa dịch vụ y tế dự phòng đến gần dân hơn, từ chiếc thuyền tiêm chủng ở Vân Đồn",
            shelf="2014-11-03",
            blocks=[
                Picture(
                    "Bác sĩ Lại Thị Ngà, Phó Giám đốc Trung tâm, kiểm tra dây chuyền lạnh trên thuyền tiêm chủng.",
                    "thuyen-1.jpg",
                ),
                "Chín giờ sáng, con thuyền sơn trắng cập bến Cống Đông. Trên boong, hai thùng vắc xin được buộc chặt cạnh chiếc cân trẻ em. Đây là chuyến thứ sáu trong năm của tổ tiêm chủng lưu động.",
                "Trước đây, các gia đình ở đảo nhỏ phải chờ tàu khách, mất trọn một ngày để đưa con vào đất liền tiêm phòng; hễ gặp gió mùa là lỡ lịch. Tỷ lệ tiêm đủ mũi của trẻ dưới một tuổi ở các đảo năm ngoái chỉ đạt 71%, trong khi toàn tỉnh đạt 96%.",
                "Từ khi có thuyền, cán bộ y tế lập danh sách từng nhà, gọi điện nhắc trước ba ngày và chọn con nước để đi. Sau mười tháng, tỷ lệ tiêm đủ mũi tăng lên 93,5%.",
                Picture("Trẻ em đảo Thắng Lợi chờ đến lượt tiêm nhắc vắc xin sởi.", "thuyen-2.jpg"),
                "Chị Bàn Thị Xuyến, mẹ của hai cháu nhỏ, kể: “Lần trước biển động, cô y tá vẫn sang được. Cô bảo vắc xin không đợi người thì người phải đợi vắc xin”.",
                "Trung tâm đề nghị tỉnh cấp thêm một máy phát điện nhỏ và hai bộ đàm để tổ lưu động có thể ngủ lại đảo khi thời tiết xấu, đồng thời đưa khoản xăng dầu vào dự toán thường xuyên thay vì xin từng chuyến.",
            ],
        ),
        ReplicaArticle(
            id=118,
            section="phong-chong-dich",
            title="Bệnh cúm A(H5N1) ở người: những điều người chăn nuôi gia cầm cần biết",
            shelf="2025-02-19",
            blocks=[
                "Cúm A(H5N1) là bệnh truyền nhiễm nhóm A, lây từ gia cầm sang người qua tiếp xúc với chất tiết, phân hoặc khi giết mổ gia cầm bệnh. Tỷ lệ tử vong ở người mắc rất cao.",
                Heading("Ai có nguy cơ?"),
                Items(
                    (
                        "Người nuôi, vận chuyển, mua bán và giết mổ gia cầm;",
                        "Người ăn tiết canh, thịt hoặc trứng gia cầm chưa nấu chín;",
                        "Nhân viên thú y và cán bộ tham gia xử lý ổ dịch.",
                    )
                ),
                Heading("Cần làm gì khi gia cầm chết hàng loạt?"),
                "Không ăn, không bán, không vứt xác ra kênh mương. Đeo khẩu trang, găng tay, rắc vôi bột khu chuồng và báo ngay cho thú y xã.",
                "Nếu sốt trên 38 độ C kèm ho, khó thở trong vòng 14 ngày sau khi tiếp xúc với gia cầm ốm, hãy đến trạm y tế và nói rõ việc tiếp xúc.",
            ],
        ),
        ReplicaArticle(
            id=127,
            section="tin-tuc",
            title="TẬP HUẤN GIÁM SÁT BỆNH TRUYỀN NHIỄM TRÊN PHẦN MỀM CHO 13 ĐỊA PHƯƠNG",
            shelf="2025-03-28",
            posted="2025-03-28",
            blocks=[
                "Hai ngày 26-27/3/2025, Trung tâm tổ chức lớp tập huấn giám sát bệnh truyền nhiễm trên phần mềm cho 64 cán bộ của 13 địa phương.",
                "Học viên thực hành nhập ca bệnh, tra trùng, vẽ đường cong dịch và gửi cảnh báo trong vòng 24 giờ. Bài kiểm tra cuối khóa cho thấy 58 học viên đạt điểm khá trở lên.",
                Picture("Học viên huyện Tiên Yên thực hành trên máy.", "tap-huan-giam-sat.jpg"),
                "Từ ngày 1/4, mọi ca sốt xuất huyết, sởi và tay chân miệng phải được báo cáo trên phần mềm, không nhận báo cáo giấy.",
            ],
        ),
        ReplicaArticle(
            id=133,
            section="suc-khoe-cong-dong",
            title="Bữa ăn học đường: ba đổi thay nhỏ giúp trẻ bớt thừa cân",
            shelf="2025-04-10",
            blocks=[
                "Khảo sát 2.140 học sinh tiểu học tại Hạ Long và Cẩm Phả cho thấy cứ năm em thì có hơn một em thừa cân hoặc béo phì, trong khi gần 6% lại thấp còi.",
                "Đổi nước ngọt bằng nước lọc đặt sẵn trong lớp là việc dễ làm nhất. Sau một học kỳ, lượng nước ngọt bán ở căng tin của bốn trường thí điểm giảm hơn một nửa.",
                "Đổi thay thứ hai là thêm một món rau luộc vào suất ăn bán trú, chia sẵn từng bát nhỏ. Trẻ ăn nhiều rau hơn khi không phải tự gắp.",
                "Đổi thay thứ ba là kéo dài giờ ra chơi thêm mười phút và mở kho dụng cụ để các em nhảy dây, đá cầu thay vì ngồi xem điện thoại.",
                Table(
                    (
                        ("Trường", "Tỷ lệ thừa cân đầu năm", "Tỷ lệ thừa cân cuối năm"),
                        ("Tiểu học Bạch Long", "24,1%", "20,8%"),
                        ("Tiểu học Hòn Ngọc", "22,6%", "19,9%"),
                        ("Tiểu học Cửa Lục", "19,3%", "18,7%"),
                    )
                ),
            ],
        ),
        ReplicaArticle(
            id=140,
            section="phong-chong-dich",
            title="Kết quả giám sát bọ gậy tại 20 phường, xã nguy cơ cao về sốt xuất huyết",
            shelf="2025-06-17",
            blocks=[
                "Từ ngày 9 đến 13/6/2025, các đội cơ động đã kiểm tra 2.000 hộ tại 20 phường, xã nguy cơ cao. Chỉ số nhà có bọ gậy trung bình là 17,4%, cao nhất 31%.",
                "Ổ bọ gậy nguồn chủ yếu là phuy chứa nước, lọ hoa trên bàn thờ và lốp xe cũ ở các điểm sửa chữa ven quốc lộ 18.",
                "Trung tâm đề nghị các địa phương có chỉ số từ 20% trở lên tổ chức lại chiến dịch diệt bọ gậy trong vòng bảy ngày và phun hóa chất chủ động tại các khu nhà trọ công nhân.",
            ],
            files=[
                ReplicaFile(
                    "/wp-content/uploads/2025/06/chi-so-bo-gay.xlsx",
                    "Chỉ số bọ gậy theo phường, xã",
                    make_xlsx(
                        [["Phường, xã", "Chỉ số nhà có bọ gậy (%)"], ["Hà Phong", 31], ["Cao Xanh", 22], ["Đại Yên", 9]]
                    ),
                    XLSX,
                )
            ],
        ),
        ReplicaArticle(
            id=146,
            section="tin-tuc",
            title="Khám sức khỏe, cấp thuốc miễn phí cho 260 cựu thanh niên xung phong phường Yết Kiêu",
            shelf="2025-07-25",
            blocks=[
                "Hướng tới kỷ niệm 78 năm Ngày Thương binh - Liệt sĩ, ngày 24/7/2025, 22 y bác sĩ của Trung tâm đã khám, tư vấn và cấp thuốc cho 260 cựu thanh niên xung phong tại phường Yết Kiêu.",
                "Các bác được đo huyết áp, siêu âm ổ bụng, đo loãng xương và xét nghiệm đường máu. Đoàn phát hiện 37 trường hợp tăng huyết áp chưa điều trị và hướng dẫn lập hồ sơ quản lý tại trạm y tế.",
                "Tổng trị giá thuốc và quà tặng 96 triệu đồng, do cán bộ, viên chức Trung tâm và ba doanh nghiệp trên địa bàn đóng góp.",
            ],
        ),
        ReplicaArticle(
            id=152,
            section="suc-khoe-cong-dong",
            title="Uống nước thế nào cho đúng khi làm việc trong hầm lò",
            shelf="2025-08-14",
            blocks=[
                "Đo tại ba mỏ cho thấy nhiệt độ gương lò có lúc tới 34 độ C, độ ẩm trên 90%. Thợ lò có thể mất 4 đến 6 lít mồ hôi trong một ca.",
                "Chỉ uống nước lã sẽ làm loãng muối trong máu, gây chuột rút và choáng. Nên uống xen kẽ nước oresol pha đúng tỷ lệ, mỗi lần 150 - 200 ml, cứ 20 phút một lần.",
                "Nước chè xanh để nguội tốt hơn nước ngọt có ga. Không uống rượu bia vào tối trước ca làm việc vì rượu làm cơ thể mất nước thêm.",
            ],
        ),
        ReplicaArticle(
            id=159,
            section="phong-chong-dich",
            title="Hướng dẫn xử lý môi trường, phòng dịch bệnh sau mưa lũ",
            shelf="2025-10-02",
            posted="2025-10-02",
            blocks=[
                "Nước rút đến đâu, làm vệ sinh đến đó. Trước hết khơi thông cống rãnh, thu gom rác và xác súc vật, chôn cách nguồn nước ít nhất 50 mét, rắc vôi bột.",
                "Giếng khơi bị ngập phải thau vét, rửa thành giếng rồi khử trùng bằng cloramin B 25% với liều 10 gam cho mỗi mét khối nước, chờ 30 phút mới dùng.",
                "Nước ăn uống nhất thiết phải đun sôi. Bể nước mái còn đục thì đánh phèn chua 50 gam cho một mét khối, để lắng rồi mới khử trùng.",
                "Sau lũ hay gặp đau mắt đỏ, nước ăn chân, tiêu chảy và sốt xuất huyết. Người có vết thương dính bùn nên tiêm phòng uốn ván.",
            ],
            files=[
                ReplicaFile(
                    "/wp-content/uploads/2025/10/to-roi-sau-lu.pdf",
                    "Tờ rơi vệ sinh môi trường sau lũ (PDF)",
                    make_pdf(
                        [
                            "VỆ SINH MÔI TRƯỜNG SAU MƯA LŨ",
                            "Khử trùng giếng: 10 gam cloramin B 25% cho mỗi mét khối nước.",
                        ]
                    ),
                    PDF,
                )
            ],
        ),
        ReplicaArticle(
            id=163,
            section="tin-tuc",
            title="Chuyện người đưa thuốc ARV qua đèo Hạ My",
            shelf="2025-11-30",
            blocks=[
                "Mỗi tháng một lần, anh Chíu A Sáng chất chiếc túi giữ nhiệt lên xe, vượt 37 cây số đường đèo để phát thuốc cho 19 người bệnh ở bốn bản xa nhất của huyện.",
                "Ba năm trước, một nửa trong số họ bỏ điều trị vì ngại gặp người quen ở phòng khám. Anh Sáng nghĩ ra cách hẹn từng người ở chỗ họ thấy yên tâm: quán sửa xe, bờ suối, sân trường sau giờ tan học.",
                "“Tôi không hỏi chuyện đã qua. Tôi chỉ hỏi hôm nay anh ăn được không, ngủ được không”, anh nói.",
                "Đến nay 18 trong 19 người có tải lượng vi rút dưới ngưỡng phát hiện.",
            ],
        ),
    ]


PLAN = Plan(
    themes=(
        Theme(
            "tin-tuc",
            (
                "CDC kiểm tra công tác tiêm chủng mở rộng tại {place}",
                "Giám sát tiêm bù vắc xin {vaccine} tại {place}",
            ),
            "Ngày {day}, đoàn giám sát của Trung tâm do {doctor} làm trưởng đoàn đã kiểm tra điểm tiêm vắc xin {vaccine} tại {place}.",
            (
                "Đoàn xem sổ theo dõi nhiệt độ dây chuyền lạnh, quy trình khám sàng lọc và hộp chống sốc tại từng bàn tiêm.",
                "Tính đến hết tuần qua, {place} đã tiêm được cho {many} trẻ, đạt {percent}% số trẻ trong danh sách.",
                "Còn {some} trẻ hoãn tiêm do sốt hoặc đang dùng thuốc, trạm y tế đã hẹn ngày tiêm vét.",
                "{doctor} lưu ý cán bộ trạm đối chiếu lại danh sách trẻ tạm trú theo cha mẹ đi làm ở khu công nghiệp.",
            ),
            "Đoàn đề nghị {place} hoàn thành tiêm vét trong {few} ngày tới và báo cáo kết quả bằng phần mềm.",
        ),
        Theme(
            "phong-chong-dich",
            (
                "Xử lý ổ dịch {disease} tại {place}: {some} hộ được phun hóa chất",
                "{place} khống chế ổ dịch {disease} sau {some} ngày",
            ),
            "Ổ dịch {disease} tại {place} được phát hiện ngày {day} qua hệ thống giám sát dựa vào sự kiện, với {few} ca đầu tiên cùng một khu dân cư.",
            (
                "Ngay trong đêm, đội đáp ứng nhanh lấy {some} mẫu gửi phòng xét nghiệm; {few} mẫu cho kết quả dương tính.",
                "Đội đã rà soát {many} hộ, khử khuẩn trường mầm non và phát tờ rơi cho từng nhà.",
                "Nguyên nhân ban đầu được xác định là nguồn nước sinh hoạt chung và thói quen dùng chung vật dụng.",
                "Các ca bệnh đều nhẹ, được cách ly tại nhà và theo dõi hằng ngày qua điện thoại.",
            ),
            "Sau hai chu kỳ ủ bệnh không có ca mới, ổ dịch được công bố kết thúc; việc giám sát vẫn duy trì thêm một tháng.",
        ),
        Theme(
            "suc-khoe-cong-dong",
            (
                "Truyền thông phòng {disease} cho phụ huynh tại {place}",
                "{place}: {many} học sinh tìm hiểu cách phòng {disease}",
            ),
            "Chiều {day}, buổi truyền thông về phòng bệnh {disease} được tổ chức tại {place} dưới hình thức hỏi nhanh đáp gọn và đóng vai tình huống.",
            (
                "Các em được hướng dẫn sáu bước rửa tay, cách che miệng khi ho và khi nào cần nghỉ học.",
                "{doctor} trả lời hơn {some} câu hỏi, phần lớn xoay quanh việc chăm sóc trẻ sốt tại nhà.",
                "Ban tổ chức trao {some} phần quà cho các đội có sản phẩm tranh vẽ ấn tượng.",
                "Trước buổi nói chuyện chỉ {some}% người tham dự trả lời đúng dấu hiệu nặng, sau buổi con số này là {percent}%.",
            ),
            "Chương trình sẽ đến thêm {few} trường trong học kỳ này.",
        ),
    ),
    slots={
        "place": (
            "xã Đồng Văn",
            "phường Hà Khánh",
            "phường Mông Dương",
            "xã Quảng Phong",
            "phường Hải Yên",
            "xã Bản Sen",
            "Trường Tiểu học Sông Khoai",
            "xã Lục Hồn",
            "phường Mạo Khê",
        ),
        "vaccine": ("sởi - rubella", "bạch hầu - uốn ván", "viêm não Nhật Bản", "bại liệt"),
        "disease": ("tay chân miệng", "thủy đậu", "quai bị", "tiêu chảy cấp", "sốt xuất huyết", "ho gà"),
        "doctor": ("BS Nông Thị Vải", "ThS Vương Khắc Tiệp", "BSCKI Dương Mạnh Cầm", "CN Đỗ Thị Sim"),
    },
    count=27,
    first_id=200,
    id_step=3,
    newest=date(2026, 11, 18),
    days_apart=11,
    dated=False,
    counted=False,
)
