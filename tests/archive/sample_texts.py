"""What the sample articles say, in our own words: a heading line, then the lines of the text, then an empty line."""

VI_NEWS = """
Triển khai chiến dịch tiêm vắc xin sởi cho trẻ dưới 5 tuổi
Sáng nay, ngành y tế bắt đầu chiến dịch tiêm vắc xin sởi tại 12 xã.
Trẻ từ 9 tháng đến dưới 5 tuổi được tiêm một mũi tại trạm y tế.
Đợt tiêm kéo dài đến hết tháng.

Kiểm tra an toàn thực phẩm bếp ăn tập thể trường học
Đoàn kiểm tra liên ngành làm việc với 30 bếp ăn.
Hai cơ sở bị nhắc nhở vì thiếu sổ kiểm thực ba bước.

Hội nghị sơ kết công tác y tế sáu tháng đầu năm
Hội nghị đánh giá kết quả khám chữa bệnh và nêu nhiệm vụ sáu tháng cuối năm.
Số lượt khám tăng 8 % so với cùng kỳ.

Phẫu thuật thành công ca thoát vị đĩa đệm phức tạp
Ê kíp phẫu thuật của bệnh viện tỉnh mổ trong bốn giờ.
Người bệnh đi lại được sau ba ngày.

Nâng cao năng lực cấp cứu ngoại viện
Lớp tập huấn có 45 điều dưỡng và bác sĩ tham gia.
Học viên thực hành trên mô hình trong hai ngày.

Khánh thành trạm y tế xã Đồng Mẫu
Trạm mới có tám phòng và một vườn thuốc nam.
Tổng vốn đầu tư là 6,5 tỷ đồng.
"""

VI_PAPERS = """
120/TB-SYT | Thông báo | Thông báo về việc tuyển dụng viên chức năm 2024
Sở Y tế thông báo tuyển dụng 24 viên chức cho các đơn vị trực thuộc.
Hồ sơ nhận đến ngày 30/4/2024.

87/KH-SYT | Kế hoạch | Kế hoạch phòng chống sốt xuất huyết năm 2024
Mục tiêu: giảm 10 % số ca mắc so với trung bình năm năm.
Kinh phí dự kiến là 1.250 triệu đồng.

345/QĐ-SYT | Quyết định | Quyết định công bố thủ tục hành chính nội bộ
Công bố kèm theo quyết định này 15 thủ tục hành chính nội bộ.
Quyết định có hiệu lực từ ngày ký.

1502/SYT-NVY | Công văn | Về việc tăng cường giám sát bệnh tay chân miệng
Các trung tâm y tế huyện lấy mẫu và báo cáo trước 16 giờ hằng ngày.
Căn cứ Kế hoạch số 87/KH-SYT, các đơn vị chuẩn bị vật tư; mẫu theo Thông tư số 54/2015/TT-BYT.

66/GM-SYT | Giấy mời | Giấy mời họp triển khai bệnh án điện tử
Thời gian: 8 giờ ngày 12 tháng 3 năm 2024.
Địa điểm: phòng họp tầng hai.

210/BC-SYT | Báo cáo | Báo cáo kết quả cải cách hành chính quý I
Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,2 %.
"""

VI_CDC = """
Khuyến cáo phòng bệnh dại mùa nắng nóng
Người bị chó, mèo cắn cần rửa vết thương dưới vòi nước 15 phút.
Đến ngay cơ sở y tế để được tiêm phòng.

Diệt bọ gậy, phòng sốt xuất huyết tại hộ gia đình
Mỗi tuần dành mười phút lật úp vật chứa nước.
Thả cá vào bể lớn.

Giám sát bệnh dịch tuần 9 năm 2024
Trong tuần ghi nhận 14 ca sốt xuất huyết và 3 ca thuỷ đậu.
Không có ca tử vong.

Truyền thông dinh dưỡng cho phụ nữ mang thai
Buổi nói chuyện có 80 chị em tham dự.
Mỗi người nhận một cuốn sổ theo dõi.

Xét nghiệm HIV miễn phí tại cộng đồng
Người dân được tư vấn và xét nghiệm kín đáo, có kết quả sau 20 phút.

Vệ sinh môi trường sau mưa lũ ở Đà Mẫu
Cán bộ y tế hướng dẫn xử lý nước giếng bằng cloramin B.

Tập huấn phần mềm tiêm chủng quốc gia
Học viên nhập liệu thử trên máy tính của trạm.
"""

ZH_NOTICES = """
示卫医发〔2024〕3号 | 关于做好春季传染病防控工作的通知
各县区卫生健康局：
现就做好春季传染病防控工作通知如下。
一、加强流感监测，每周三前报送数据。
二、储备药品不少于30天用量。

示卫办函〔2024〕11号 | 关于开展基层医疗机构能力评估的函
请各单位于3月20日前提交自评报告。
评估结果将予公布。

示卫疾控发〔2024〕7号 | 关于印发登革热防控方案的通知
方案自印发之日起施行。
发现病例应在2小时内报告。

示卫规〔2024〕1号 | 示例市医师多点执业管理办法
第一条 为规范医师执业行为，制定本办法。
第二条 本办法适用于本市各类医疗机构。
"""

ZH_NEWS = """
我市新增两家互联网医院
两家医院昨日上线，市民可在手机上复诊配药。
首日接诊260人次。

深化医改：家庭医生签约服务进社区
全市签约居民超过41万人。
下一步将为老年人提供上门服务。

新冠疫苗接种点调整的公告
自3月11日起，中心公园接种点迁至东湖路8号。

健康科普：如何预防诺如病毒感染
勤洗手，不喝生水。
呕吐物应使用含氯消毒剂处理。

卫生监督员走进学校检查饮用水
共抽检水样52份，合格率为100%。

市疾控中心获评先进集体
表彰大会在市会议中心举行。

無償獻血活動在大學城舉行
三百多名師生參加，採集全血九萬毫升。
"""
