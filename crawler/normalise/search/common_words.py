"""Words that say little about what is looked for: they may be missing, and count little where they are not."""

from crawler.normalise.search.words import folded_words, marked_words

_VIETNAMESE = """
    và của là có được cho các những một này đó trong ngoài trên dưới tại từ đến về với theo khi nào thì mà để do bởi vì
    nên như bị ở ra vào lên xuống đã đang sẽ còn cũng rất không chưa hay hoặc gì sao thế nào đâu ai tôi bạn chúng ta
    người việc sự cần phải nếu sau trước giữa bằng cùng mới năm ngày tháng số ca mắc bệnh hỏi xin muốn tìm cách làm
    loại nhiều ít
"""
_VIETNAMESE_NAMES = """bệnh nhân|người bệnh|sức khỏe|y tế|kết quả|thời gian|điều kiện|danh sách|phòng bệnh|phòng chống|
    phòng, chống|thông báo|triệu chứng|nguyên nhân|điều trị|hoạt động"""
_CHINESE = """
    的 了 和 与 或 在 是 有 对 及 为 将 把 被 这 那 我 你 他 们 吗 呢 吧 等 也 都 就 还 很 不 没 去 来 到 从 于 以 之
    怎么 怎样 如何 什么 哪里 哪些 为什么 多少 是否 可以 需要 应该 一个 我们 你们 他们 关于 情况 问题 相关 有关 通知 工作
    进行 开展 做好 以及 其他 请问 谢谢 老师 各位 现在 健康 患者 时间 结果 信息 办 市 省 区 县 医院 看 个 哪个 哪家
"""
_ENGLISH = "the a an of and or in on for to at by with from is are was what how which who"

_COMMON = frozenset(
    [
        *(word for word in _VIETNAMESE.split()),
        *_CHINESE.split(),
        *_ENGLISH.split(),
        *(marked_words(name).strip() for name in _VIETNAMESE_NAMES.split("|")),
    ]
)
_FOLDED = frozenset(folded_words(word).strip() for word in _COMMON if len(word) > 1)


def is_common(folded: str, marked: str) -> bool:
    """Tell whether a word, or a name of several, is common: by its marks, or without any by every reading."""
    return marked in _COMMON or (folded == marked and folded in _FOLDED)
