"""Words that say little about what is looked for: they may be missing, and count little where they are not."""

from crawler.normalise.search.words import folded_words, marked_words

_VIETNAMESE = """
    và của là có được cho các những một này đó trong ngoài trên dưới tại từ đến về với theo khi nào thì mà để do bởi vì
    nên như bị ở ra vào lên xuống đã đang sẽ còn cũng rất không chưa hay hoặc gì sao thế nào đâu ai tôi bạn chúng ta
    người việc sự cần phải nếu sau trước giữa bằng cùng mới năm ngày tháng số ca mắc bệnh hỏi xin muốn tìm cách làm
    loại nhiều ít bao nhiêu mấy giúp ạ nhỉ vậy ơi nhé à gọi đi đến thôi luôn lâu
"""
_VIETNAMESE_NAMES = """bệnh nhân|người bệnh|sức khỏe|y tế|kết quả|thời gian|điều kiện|danh sách|phòng bệnh|phòng chống|
    phòng, chống|thông báo|triệu chứng|nguyên nhân|điều trị|hoạt động|bao nhiêu|bao lâu|làm sao|thế nào|ở đâu|đi đâu|
    có được không|xin hỏi|cho hỏi"""
_CHINESE = """
    的 了 和 与 或 在 是 有 对 及 为 将 把 被 这 那 我 你 他 们 吗 呢 吧 等 也 都 就 还 很 不 没 去 来 到 从 于 以 之
    怎么 怎样 如何 什么 哪里 哪些 为什么 多少 是否 可以 需要 应该 一个 我们 你们 他们 关于 情况 问题 相关 有关 通知 工作
    进行 开展 做好 以及 其他 请问 谢谢 老师 各位 现在 健康 患者 时间 结果 信息 办 市 省 区 县 医院 看 个 哪个 哪家
    怎么办 怎么样 咋办 咋 啥 几 几天 几次 几个 几个月 几点 多久 多长 多大 多少钱 哪儿 哪里能 要紧 要不要 能不能
    有没有 是不是
    会不会 可不可以 自己 别的 其它 请教 求助 咨询 知道 告诉 想 想问 会 能 要 应当 必须 得 着 过 一下 这个 那个 如果
    因为 所以
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
