"""Which Chinese titles without a number are official documents, and which are books, newspapers, songs or forms."""

import re

from crawler.normalise.papers.relations.shapes import Mention

_KIND = re.compile(
    r"(?:(?<!方)(?<!疗)(?<!书)(?<!手)(?<!用)(?<!技)(?<!针)(?<!药)法|宪法|中医药法|办法|条例|规定|细则|规则|通知|公告|通告|意见|决定|决议|方案|规划|纲要|计划|指南"
    r"|规范|标准|制度|要点|预案|目录|批复|复函|函|请示|令|章程|准则|导则|规程|指引|守则|公报|通报|措施|行动|清单|要求|总则|法典|條例|辦法|規定|細則|規則|準則|規程|要點|守則|通則|須知"
    r"|注意事項|規則|通知書|公告書|命令"
    r"|意見|決定|規範|標準|綱要|計劃|計畫|綱領|協議|协议|纪要|安排|公约|路径|意向书|备忘录|报告)\Z"
)
_SUFFIX = re.compile(r"(?:\s?[(（〔\[][^()（）]{1,20}[)）〕\]]|第[一二三四五六七八九十\d]+版|\d{4}年?版|试行|暂行)+\Z")
_BOOK_BEFORE = re.compile(
    r"(?:阅读|出版|主编|编著|著作|歌曲|演唱|合唱|电影|话剧|朗诵|刊物|订阅|观看|图书|教材|演出|表演|舞蹈|小品|节目|曲目|电视剧|书籍|杂志|期刊|歌舞|诵读|推荐|畅销书"
    r"|微电影)[^。;\n]{0,12}\Z"
)
_BOOK_AFTER = re.compile(r"\s?(?:一书|等书|杂志|期刊|报道|第\d+期|第\d+版|等图书|书籍|节目|等曲目|等歌曲)")
_FORM = re.compile(r"(?:填写|填报|下载|提交|签订|签署|附)[^。;\n]{0,6}\Z")


def is_official_title(text: str, mention: Mention) -> bool:
    """Return whether a document named by its title alone is an official one."""
    title = _SUFFIX.sub("", mention.title or "")
    if not _KIND.search(title) or len(title) < 3:
        return False
    before = text[max(0, mention.start - 30) : mention.start]
    after = text[mention.raw_end : mention.raw_end + 12]
    return not (_BOOK_BEFORE.search(before) or _BOOK_AFTER.match(after) or _FORM.search(before))


_DRAFT = re.compile("征求意见稿|草案|送审稿|讨论稿")
_DRAFT_BEFORE_US = re.compile(
    r"\s?的?(?:(?:起草|编制|修订|制定)(?:情况)?(?:的)?说明|[^。;\n\ue001]{0,12}(?:报请|提请|提交)[^。;\n]{0,12}审议)"
)


def is_draft_at_hand(text: str, mention: Mention) -> bool:
    """Return whether a title is of the draft that the text explains or hands in: 《…（征求意见稿）》起草说明."""
    is_draft = mention.number is None and _DRAFT.search(mention.title or "")
    return bool(is_draft and _DRAFT_BEFORE_US.match(text, mention.end))
