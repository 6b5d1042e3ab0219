"""The notices of the office that publishes only files; every word is invented."""

from dataclasses import dataclass

from replica.model import Paper

OFFICE = "TRUNG TÂM Y TẾ HUYỆN TÂN PHÚC"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One file and the row that names it."""

    title: str
    posted: str
    kind: str
    """``pdf``, ``docx``, ``xlsx`` or ``scan``: a PDF of pictures."""
    way: str
    """How the file is shown: ``row``, ``download``, ``frame``, ``viewer`` or ``link``."""
    lines: tuple[str, ...] = ()
    paper: Paper | None = None


def lines_of(notice: Notice) -> tuple[str, ...]:
    """Return the lines of a notice's file, those of the paper's head and foot included."""
    paper = notice.paper
    if paper is None:
        return notice.lines
    head = (paper.agency, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", f"Số: {paper.number}", paper.place_and_date)
    foot = ("Nơi nhận:", *paper.recipients, *paper.authority, paper.signer or "")
    return (*head, paper.kind or "", paper.subject, *notice.lines, *foot)


def _paper(number: str, day: str, issued_on: str, kind: str, subject: str) -> Paper:
    return Paper(
        superior=None,
        agency=OFFICE,
        number=number,
        canonical_number=number,
        place_and_date=f"Tân Phúc, {day}",
        issued_on=issued_on,
        kind=kind.upper(),
        subject=subject,
        recipients=("- Các trạm y tế xã;", "- Lưu: VT."),
        authority=("GIÁM ĐỐC",),
        signer="Đỗ Văn Khải",
        document_type=kind,
    )


NOTICES = (
    Notice(
        title="Lịch tiêm chủng mở rộng tháng 3",
        posted="2025-03-03",
        kind="xlsx",
        way="row",
        lines=("Xã | Ngày tiêm | Số trẻ", "An Hòa | Thứ hai | 42", "Bình Lập | Thứ tư | 57"),
    ),
    Notice(
        title="Thông báo khám sức khỏe cho người cao tuổi",
        posted="2025-03-12",
        kind="pdf",
        way="row",
        lines=("Các trạm y tế xã mời người từ 60 tuổi đến khám tại trạm.",),
        paper=_paper(
            "31/TB-TTYT",
            "ngày 11 tháng 3 năm 2025",
            "2025-03-11",
            "thông báo",
            "Về việc khám sức khỏe cho người cao tuổi",
        ),
    ),
    Notice(
        title="Kế hoạch phun hóa chất diệt muỗi",
        posted="2025-04-02",
        kind="docx",
        way="download",
        lines=("Phun hóa chất tại ba xã có ổ dịch trong tuần đầu tháng tư.",),
        paper=_paper(
            "18/KH-TTYT", "ngày 1 tháng 4 năm 2025", "2025-04-01", "kế hoạch", "Phun hóa chất diệt muỗi đợt một"
        ),
    ),
    Notice(
        title="Kết quả kiểm tra bếp ăn trường học",
        posted="2025-04-18",
        kind="pdf",
        way="frame",
        lines=("Kết quả kiểm tra bếp ăn trường học", "Mười hai bếp ăn đạt yêu cầu về vệ sinh."),
    ),
    Notice(
        title="Thông báo tạm dừng tiếp nhận mẫu xét nghiệm nước",
        posted="2025-05-06",
        kind="pdf",
        way="viewer",
        lines=("Phòng xét nghiệm bảo trì máy trong hai ngày.",),
        paper=_paper(
            "44/TB-TTYT",
            "ngày 5 tháng 5 năm 2025",
            "2025-05-05",
            "thông báo",
            "Về việc tạm dừng tiếp nhận mẫu xét nghiệm nước",
        ),
    ),
    Notice(
        title="Danh sách cơ sở hành nghề y tư nhân",
        posted="2025-05-20",
        kind="docx",
        way="link",
        lines=("Danh sách cơ sở hành nghề y tư nhân", "Phòng khám Minh Tâm, xã An Hòa."),
    ),
    Notice(title="Quyết định khen thưởng quý một", posted="2025-06-02", kind="scan", way="row"),
    Notice(title="Giấy mời họp giao ban trạm y tế", posted="2025-06-10", kind="scan", way="frame"),
)
