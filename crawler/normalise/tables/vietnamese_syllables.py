"""The commonest Vietnamese syllables that carry a mark, in lower case: what Vietnamese text is recognised by.

Kept short on purpose: a list of all possible syllables also recognises what a wrong table makes of a page.
"""

_WORDS = """
biên biến biết biếu biển biểu biện biệt buồn buồng buổi buộc bà bài bàn bàng bào bày bá bác bách bái bán bánh
báo bát bãi bão bé bên bì bình bí bính bò bó bóng bùn bú búa bơi bơm bưu bước bạc bạn bạo bản bảng bảo bảy bấm
bất bấy bầu bẩn bậc bận bật bắc bắn bắt bằng bặng bến bếp bền bể bệ bệnh bị bịch bọn bỏ bố bối bốn bồ bồi bổ
bỗng bộ bột bớt bờ bởi bụi bụng bức bữa chiên chiếc chiếm chiến chiếu chiều chuyên chuyến chuyển chuyện chuẩn
chuột chà chào chánh cháo cháy châm chân châu chè chìm chí chín chính chó chóng chùa chú chúc chúng chăm chơi
chưa chương chướng chạy chảy chấm chấn chấp chất chẩn chậm chật chắc chắn chẳng chặn chặng chặt chế chết chỉ
chỉnh chị chịu chọn chống chốt chồng chỗ chớ chờ chợ chục chụp chủ chủng chứa chức chứng chừng chữ chữa cuối
cuốn cuộc cà càng cành cào cá các cách cám cán cánh cáo cân câu cây cãi còi còn có cón cô công cùng cúc cúm căn
cũ cũng cơ cơm cơn cương cước cưới cướp cười cường cưỡng cạn cạnh cải cảm cảng cảnh cấm cấp cất cấu cấy cầm cần
cầu cẩm cẩn cận cập cậu cắt cẳng cặp cọc cỏ cố cốc cống cốt cổ cổng cộng cột cớ cỡ cụ cục củ của củng cứ cứng
cứu cử cửa cửu cự cực diễn diện diệp diệt duyên duyệt dài dàn dành dày dán dân dây dã dìu dò dòng dù dùng dĩ
dũng dư dương dưới dưỡng dược dạ dạng dạy dải dấu dần dầu dẫn dậy dễ dị dịch dọc dọn dốc dốt dồi dồn dội dời dỡ
dụ dục dụng dừng dữ dự dựa dựng ghép ghét ghế già giá giác giám giáng giáo giáp giây gió giúp giường giả giải
giảm giảng giấc giấy giặc giặt giọng giỏi giống giới giờ giữ giữa gà gái gây gì gói góp gương gạo gấp gần gầy
gắn gắng gặp gọi gốc gồm gỗ gỡ gửi hiếm hiến hiếu hiền hiểm hiển hiểu hiện hiệp hiệu hoà hoài hoàn hoàng hoá hoạ
hoạch hoạt hoả hoặc huyết huyền huyện huấn huỳnh huỷ hà hàm hàn hàng hành hào há hái hán hát hãi hãng hãy hè
hình hòa hóa hùng hú hút hơi hơn hưu hương hướng hưởng hạ hại hạn hạng hạnh hạt hả hải hấn hấp hầu hậu hắn hằng
hẳn hẹn hẹp hết hề hệ họ họa học họp hỏa hỏi hỏng hối hồ hồi hồng hổ hỗ hộ hội hộp hợp hủy hữu khiến khiếu khiển
khoá khoán khoáng khoản khoảng khoẻ khuyên khuyến khuyết khuẩn khá khác khách khái khám khát khâu khéo khí khó
khóa khói khô không khăn khả khảo khẩn khẩu khắc khắp khẳng khỏe khỏi khối khống khổ khớp khởi khủng kiên kiếm
kiến kiểm kiểu kiệm kiện kiệt kèm kéo kép kê kênh kì kí kính ký kĩ kẻ kẽm kế kết kể kỉ kịch kịp kỳ kỷ kỹ liên
liền liều liệt liệu loài loại loạn loạt luyện luân luôn luận luật là làm làn làng lành lào lá lái láng lâm lâu
lây lãi lãm lãng lãnh lão lên lò lòng lô lúa lúc lĩnh lũ lũy lưng lưu lương lưới lưỡi lưỡng lược lượng lượt lạ
lạc lại lạng lạnh lấp lấy lần lầu lẫn lập lắng lắp lẻ lẽ lễ lệ lệnh lịch lọc lỏng lối lỗ lỗi lộ lộc lội lộn lớn
lớp lời lợi lục lứa lừa lửa lựa lực lựu miếng miền miễn miệng muối muốn muỗi mà màn màng màu má mái máu máy mây
mã mãi mãn mì mình mí móng môi môn mông mùa mĩ mũi mơ mưa mươi mười mượn mạ mạch mại mạng mạnh mảng mảnh mất mấy
mẫu mật mắc mắm mắt mặc mặn mặt mẹ mẻ mềm mệnh mệt mỉ mọc mọi mỏ mối mốt mồi mổ mỗ mỗi mộ mộc một mới mời mở mỡ
mụ mục mức mừng mỹ nghiêm nghiên nghiệm nghiện nghiệp nghèo nghìn nghĩ nghĩa nghề nghệ nghỉ nghị nghịch ngoài
ngoại nguyên nguyễn nguyện nguồn ngà ngài ngành ngày ngân ngã ngôi ngăn ngũ người ngược ngại ngạt ngập ngắn ngọc
ngọt ngồi ngộ ngờ ngủ ngừa ngừng ngữ nhiên nhiều nhiễm nhiệm nhiệt nhuận nhà nhân nhãn nhé nhì nhìn nhóm nhĩ nhũ
như nhưng nhạc nhạy nhảy nhất nhầm nhẫn nhận nhập nhật nhắc nhắn nhằm nhẹ nhỉ nhịp nhỏ nhớ nhờ những nhựa nuôi
nào nâng não nét nên nòng nó nói nóng nông núi năm năng nơi nương nước nướng nạn nấm nấu nắm nắng nằm nặn nặng
nếp nếu nền nể nệ nối nồng nổ nổi nỗ nỗi nội nộp nợ nửa nữ nữa phiên phiếu phá phái phán pháp phát phân phép phí
phía phòng phó phóng phù phú phúc phương phước phường phạm phạt phải phản phấn phần phẩm phẫu phận phế phỏng phố
phối phổ phổi phụ phục phụng phủ phức quyết quyền quyển quà quá quán quân quét quê quý quả quản quảng quần quận
quế quốc quỳnh quỹ riêng ruột rác rã rãi rèn rét rõ rút răng rượu rạch rải rất rẫy rắn rằng rẻ rễ rối rồi rỗi
rộng rời rủi rừng rửa siêu suất sàng sành sách sáng sánh sát sáu sôi sông súc súng sĩ sơ sơn sưng sương sưởi
sạch sả sản sắc sắm sắp sẵn sẽ số sống sốt sổ sớm sở sợ sức sử sửa sữa sự thiên thiết thiếu thiểu thiện thiệt
thiệu thoát thoại thoả thuyết thuyền thuê thuần thuận thuật thuế thuốc thuộc thuỷ thành thái tháng thánh tháo
thân thêm thì thí thích thói thôi thông thú thúc thăm thơ thư thưa thương thước thường thưởng thượng thạc thạch
thải thảo thấp thất thấy thần thầu thầy thẩm thậm thận thập thật thắc thắng thắt thẳng thẻ thế thể thị thọ thỏa
thống thổi thờ thời thở thợ thụ thủ thủy thứ thức thừa thử thực tiêm tiên tiêu tiếc tiến tiếng tiếp tiết tiềm
tiền tiểu tiệc tiện toà toàn toán toạ triều triển triệt triệu truyền truyện trà tràng trái tránh trên trì trình
trí trích trò tròn trôi trù trú trúng trưng trương trước trường trưởng trượt trại trạm trạng trả trải trầm trần
trận trật trẻ trễ trị trịnh trọng trống trồng trội trộm trời trở trợ trụ trứng trừ trữ trực tuyên tuyến tuyển
tuyệt tuấn tuần tuổi tài tàn tàu tá tác tách tái tám tán táo tâm tây tên tìm tình tích tính tòa tóc tóm tôi tôn
tùy tú túi tăng tĩnh tư tươi tương tước tưới tướng tường tưởng tượng tại tạm tạo tạp tả tải tản tấc tấm tấn tất
tầm tần tầng tẩm tẩy tập tật tắc tắm tắt tặng tế tết tể tệ tỉ tỉnh tịch tọa tỏ tỏi tố tốc tối tốt tồn tổ tổn
tổng tội tới tờ tụ tục tủ từ tử tự tỷ uỷ viêm viên viết viễn việc viện việt và vài vàng vào vây vãng vì ví vòng
vô võ vùng văn vĩ vĩnh vũ vương vướng vườn vượt vại vạn vải vấn vầy vẫn vận vật vậy vắc vắng vẻ vẽ vết về vệ vị
vịnh vọng vỏ vốn vỗ với vở vỡ vợ vụ vừa vững xoá xuyên xuân xuất xuống xác xâm xây xã xét xích xóa xóm xô xúc
xăng xưa xương xưởng xạ xảy xấu xếp xổ xứ xử yên yêu yến yếu à ác ái án ánh áo áp ích ít ông ý ăn đa đau đem đen
đi đinh điền điều điểm điển điện điệu đo đoàn đoán đoạn đua đuôi đuổi đài đàm đàn đào đá đám đáng đánh đáp đâu
đây đã đãi đèn đèo đêm đình đích đính đòi đó đói đón đóng đô đôi đông đúng đăng đơn đưa đương đường được đại đạo
đạp đạt đảm đảng đảo đất đấu đấy đầu đầy đẩy đậu đắc đắk đắng đặc đặng đặt đẹp đế đếm đến đề đền đều để đệ đỉnh
đị địa địch định đọc đỏ đốc đối đống đồ đồi đồng đổ đổi đỗ độ độc đội động đột đời đỡ đợi đợt đủ đứa đức đứng ơn
ưu ước ướng ạ ảnh ấn ấp ấy ẩm ốc ốm ống ổn ở ủng ủy ứng
"""

SYLLABLES = frozenset(_WORDS.split())
