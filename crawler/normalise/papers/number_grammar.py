"""The grammar of document numbers: every number in a line, with its canonical spelling and its place.

A number is read whole or not at all: where the symbol goes on in a way that no office writes, nothing is returned.
Sources: Nghị định 30/2020/NĐ-CP annex III for the Vietnamese forms, GB/T 9704-2012 for the Chinese ones, and
GB/T 1.1-2020 and TCVN 1-2:2008 for standards.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from crawler.normalise.numbers.chinese import parse_chinese_number
from crawler.normalise.text.letters import LOWER, UPPER

Kind = Literal["state", "party", "code", "notice", "issue", "order", "court", "word", "standard"]


@dataclass(frozen=True)
class NumberFound:
    """One number in narrowed text."""

    start: int
    end: int
    number: str
    """In canonical spelling."""
    kind: Kind
    issuer: str | None = None
    """As written, where the number itself does not name its office."""


_CAPITAL = "A-ZĐƯƠÂÊÔĂ"
_CAPITALS = rf"[{_CAPITAL}][{_CAPITAL}0-9]*(?:\.[{_CAPITAL}0-9]+)*(?:\s?&\s?[{_CAPITAL}]+)*"
_MIXED = rf"(?=[{_CAPITAL}0-9]*[a-zđ])(?=(?:[a-zđ0-9]*[{_CAPITAL}]){{2}})[{_CAPITAL}][{_CAPITAL}a-zđ0-9]{{1,9}}"
PART = rf"(?:(?:Ctr|Ttr|Qyđ|Ttra|{_MIXED}|{_CAPITALS}|(?<=-)[{UPPER}]{{3,6}})(?![{LOWER}{_CAPITAL}0-9]))"
"""One part of a symbol; small letters without tone marks may stand in it: TTra, VPđp, BVĐKhl."""

_NO = r"(?P<no>\d(?<![\w/.-]\d)\d{0,4}"
"""A figure that is no part of a longer word; the digit stands first, so that the search skips to the next one."""
_STATE = re.compile(
    rf"{_NO}[a-zA-Z]?)\s{{0,3}}/\s{{0,3}}(?:(?P<year>(?:19|20)\d\d)\s{{0,3}}/\s{{0,3}})?"
    rf"(?P<symbol>(?=[{_CAPITAL}]{{2}}|[{_CAPITAL}]\s?-|[{_CAPITAL}][a-z]{{1,3}}[{_CAPITAL}\s-]"
    rf"|[{_CAPITAL}]\d[{_CAPITAL}])"
    rf"{PART}(?:\s?[-/]\s?{PART}(?:[-/]\s?{PART}){{0,5}})?)(?![\w]|[-/][\w])"
)
_PARTY_TYPES = "QyĐ|QYĐ|QĐi|QĐ|KTr|TTr|CTr|Ctr|CTrHĐ|NQ|CT|KL|QC|TB|HD|BC|KH|CV|PB|ĐA|TT|GM|GT|CTHĐ|BB"
_PARTY = re.compile(
    rf"{_NO}[a-z]?)\s{{0,3}}-\s{{0,3}}(?P<type>{_PARTY_TYPES})\s?/\s?"
    rf"(?P<body>[{_CAPITAL}]{{2,8}}\d{{0,3}}(?:-[{_CAPITAL}]{{2,8}})?)(?![\w])"
)
_NO_PAPER = re.compile(
    r"(?:^|[-/])(?:GPHĐ|GPKD|GPXD|GP|GPNK|GPLH|CCHN|GCN\w*|GĐKKD|ĐKKDD?|GXN\w*|XNQC|XNTB|CNĐK|XNCB"
    r"|TNCB|PCB(?:A|B|PL|MB)|ĐKSP|ĐKNN|ĐKLH)(?:$|[-/])|\A(?:HIV(?:/AIDS)?|AIDS|COVID(?:-19)?|SARS|HBV|HCV|PCR|ML|MG|UI)\Z"
)
"""Licences, certificates and registrations, whose numbers look like those of papers; and what is counted, not named."""

_PADDED = re.compile(r"0\d{3}")
"""Registers and lots fill their figures up with zeros: 〔2023〕0021号, 0423/HL; papers do not (GB/T 9704-2012)."""

_OPEN, _CLOSE = r"[〔\[(【﹝〖〈]", r"[〕\])】﹞〗〉]"
_HAN = r"\u4e00-\u9fa5"
_HAN_DIGITS = "〇○零一二三四五六七八九十百"
_FIGURE = rf"(?:\d{{1,5}}|[{_HAN_DIGITS}]{{1,7}})"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_NOT_PAPER = (
    r"(?!\s?(?:楼|院|线|窗|单元|门|柜|室|库|厅|馆|车|机|床|房|病|台风|洪水|提案|建议|议案|住宅"
    r"|帐篷|岗亭|摊位|站台|商铺))"
)
_CODE = re.compile(
    rf"{_OPEN}\s?(?P<year>{_YEAR})\s?年?\s?{_CLOSE}\s?第?\s?(?P<no>{_FIGURE})"
    rf"(?P<more>(?:\s?[、,]\s?{_FIGURE}){{0,8}})\s?(?P<mark>[号號]){_NOT_PAPER}"
)
_ORGAN = re.compile(rf"[{_HAN}]{{1,16}}\Z")
_CODE_MORE = re.compile(rf"\s?[、,]\s?第?\s?(?P<no>{_FIGURE})\s?[号號]{_NOT_PAPER}")
_SAME_ORGAN = re.compile(r"\s?[、,和及与]\s?")
_NOTICE_NOUN = r"(?:公告|通告|公示|通报|公报|法律公告)"
_NOTICE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})\s?年\s?第\s?(?P<no>{_FIGURE})\s?(?P<mark>[号號]){_NOT_PAPER}"
    rf"(?P<noun>\s?{_NOTICE_NOUN})?"
)
_ISSUE_NOUN = r"(?:纪要|简报|专报|会议纪要|督查通报)"
_ISSUE = re.compile(
    rf"{_ISSUE_NOUN}》?\s?{_OPEN}?\s?(?P<year>{_YEAR})\s?年?\s?[,,]?\s?{_CLOSE}?\s?第\s?(?P<no>{_FIGURE})\s?期"
)
_ORDER = re.compile(
    rf"(?:令\s{{0,3}}{_OPEN}?\s?(?:{_YEAR}\s?年?\s?)?第\s?(?P<a>{_FIGURE})\s?[号號]|第\s?"
    rf"(?P<b>{_FIGURE})\s?[号號]\s?令)"
)
_ISSUER = re.compile(rf"[{_HAN}]{{2,24}}\s?\Z")
_COURT = re.compile(
    rf"[(]\s?(?P<year>(?:19|20)\d\d)\s?[)]\s?(?P<org>[{_HAN}]{{1,3}}\d{{0,4}}"
    rf"[民刑行执赔知破财司商调认][{_HAN}]{{0,4}})\s?"
    rf"(?P<no>\d{{1,6}})\s?号"
)
_CHAPTER = re.compile(
    r"(?:(?<=條例》\()|(?<=規例》\()|(?<=香港法例))\s?(?P<number>第\s?\d{1,4}[A-Z]{0,2}\s?章)(?:, ?附屬法例[A-Z]{1,2})?"
)
"""A law of Hong Kong is named by its chapter: 《預防及控制疾病條例》（第599章）."""
_WORD = re.compile(r"字\s?第\s?(?P<no>\d{1,12})\s?(?P<mark>[号號])")
_MACAU = re.compile(
    r"第\s?(?P<no>\d{1,4}/(?:19|20)\d\d)\s?號(?=\s?(?:行政法規|法律|批示|行政長官|社會文化司|公告|通告))|(?<=[告函引令])第\s?"
    r"(?P<no_after>\d{1,4}/(?:19|20)\d\d)\s?號"
)
_LICENCE_ORGAN = re.compile(
    r"证字|證字|许字|許字|准字|準字|许可|許可|执照|登记|登記|医广|药广|械广|注册|备字|[械妆消药]备|批准|申请|受理|提案|建议|议案|合同|预算|年度|窗口|批号"
)

_CN_STANDARD = re.compile(
    r"(?<![A-Za-z0-9/])(?P<prefix>(?:GBZ|GB|WS|YY|YBB|HJ|SN|NY|JGJ|CJJ|CJ|QB|HG|SB|LY|JG|RB|MZ|GA|AQ"
    r"|JJF|JJG|DBS?\s?\d{2,4})"
    r"(?:\s?/\s?[TZ])?|T\s?/\s?[A-Z]{2,8})\s{0,3}(?P<no>\d{1,6}(?:\.\d{1,3})*)"
    r"(?:\s?[-—－]{1,2}\s?(?P<year>(?:19|20)\d\d|\d\d(?!\d)))?(?!\s?[~～]|[A-Za-z0-9/])"
)
_YEARLESS = re.compile(r"(?:(?:GB|GBZ|WS|YY|HJ|DBS?\d+)(?:/[TZ])?|[A-Z]{2,3}/T)\Z")
_ISO_STANDARD = re.compile(
    r"(?<![A-Za-z0-9])(?P<prefix>ISO(?:\s?/\s?(?:IEC|TS|TR))?)\s{0,2}(?P<no>\d{3,6}(?:-\d+)?):(?P<year>(?:19|20)\d\d)(?![A-Za-z0-9])"
)
_VN_STANDARD = re.compile(
    rf"(?<!\w)(?P<prefix>(?:TCVN|QCVN|QCĐP|QCDP|TCXDVN|TCXD)(?:\s(?:ISO|IEC)(?:/(?:IEC|TS|TR))?)?)\s{{0,3}}"
    rf"(?P<no>\d{{1,6}}(?:\s?[-.]\s?\d{{1,3}}(?!\d))*)(?:\s?[:\-]\s?(?P<year>(?:19|20)\d\d))?"
    rf"(?P<body>(?:\s?/\s?[{_CAPITAL}]{{2,8}})*)(?!\w)"
)  # fmt: skip

_END_OF_WORDS = (
    "根据", "依据", "依照", "按照", "遵照", "参照", "落实", "执行", "转发", "现将", "印发", "关于", "文号", "字号",
    "编号", "文件", "通知", "号为", "下发", "发布", "废止", "修改", "修订", "代替", "替代", "取代", "收到", "违反",
    "贯彻", "参见", "详见", "公布", "以及", "规定", "办法", "意见", "方案", "督办单", "通报", "决定", "批复",
    "答复", "附件", "继续", "暂停", "停止", "撤销", "结合", "作为", "同意", "遵循", "依据的", "对照", "符合",
    "细化", "解释", "延长", "我局", "我委", "我市", "我省", "我院", "我区", "我县", "本委", "本局", "贵局", "贵委",
    "贵院", "贵市", "贵省", "贵单位", "贵中心", "贵办", "来函", "你办", "你市", "你县", "你区", "你局", "你委",
    "你院", "你中心", "你单位", "经查", "其中", "包括", "属于", "不再", "以下", "例如", "名为", "下达", "制定",
    "出台", "通告", "公告", "公报", "影响", "涵盖", "超出", "依托",
    "施行后", "实施后", "通过后", "批准后", "出台后", "生效后", "印发后", "发布后",
    "做好", "抓好", "搞好", "加强", "推进", "开展", "组织", "实施", "推动", "完善", "学习", "宣传", "传达",
    "对接", "明确", "提出", "要求", "作出", "出具", "收悉", "接到", "适用", "遵守", "引用", "援引", "参阅", "参考",
    "对应", "替换", "保留", "沿用", "补充", "更正", "解读", "联合", "批转", "转送", "抄送", "报送", "上报", "下列",
    "上述", "前述", "所附", "有关", "相关", "涉及", "处罚", "分别", "即日起", "省级", "市级", "办理", "函告",
    "细则", "条例", "规则", "规范", "指南",
    "此前", "先前", "之前", "以前", "目前", "其余", "其他", "原先", "同时", "曾经", "继而", "另据", "属于",
    "部署", "安排", "宣布", "改变", "变更", "取消", "恢复", "重申", "配合", "制发", "签发", "颁发", "颁布", "提交",
    "报来", "转来", "送来", "来文", "纳入", "违背", "抵触", "比照", "援用", "出自", "基于", "鉴于", "实行", "履行",
    "维持", "撤销", "驳回", "确认", "不服", "不含",
    "參照", "參考", "參見", "詳見", "違反", "執行", "轉發", "廢止", "關於", "公佈", "貫徹", "落實", "並依", "修訂",
    "轉知", "函轉", "檢送", "來函", "删除", "删去", "增加", "調整", "调整", "根據", "依據", "發布", "發文", "書函",
)  # fmt: skip
_LEADING_WORDS = re.compile(
    rf".*(?:{'|'.join(_END_OF_WORDS)}|不(?!罚|处罚)|(?<=[\u4e00-\u9fa5])未|(?:[在被把按仍须请已或系是]|给(?!排)|就(?!业)|对(?!外|口|台|俄|接))(?=[\u4e00-\u9fa5]{{2}})|见|的|了|由|将|(?<=[\u4e00-\u9fa5])(?<![呼泰永仁雍嘉])和(?![平县田顺龙静硕布政林浩])|与(?=国)|和(?=国)|及|以(?=国)|随|继)"
)
_LEADING_SIGN = re.compile(
    r"\A(?:[与與及除以按把被因但若]|原(?!平|阳|州|卫|政)|依(?!安|兰))(?=[\u4e00-\u9fa5]{2})|\A(?:(?:好|但|仍|仍按|而|且|得|或|对|在|于|为|向|给|把|被|凭|则|须|请|曾|已|又|再|按|依|经(?!开|济)|从(?!化|江)|应(?!城|县|急)|如(?!皋|东)|即(?!墨)|原"
    r"(?!平|阳|州)|除|将|以|就)(?=[\u4e00-\u9fa5]{3}))+"
)
_LEADING_DAY = re.compile(r"[日号年月](?=[\u4e00-\u9fa5]{2})")
_LEADING_HAN_DAY = re.compile(rf"\A.*[{_HAN_DIGITS}]日(?=[\u4e00-\u9fa5]{{2}})")
_LEADING_OFFICE = re.compile(
    r".*(?:委员会|健康委|卫健委|卫计委|计生委|管理局|药监局|医保局|疾控局|保障局|监督局|中医局|卫生局|卫生厅|财政部|财政厅|财政局|民政部|民政厅|民政局"
    r"|教育部|教育厅|教育局|卫生部|办公厅|办公室|人民政府|省政府|市政府|区政府|县政府|国务院|省委|市委|指挥部|领导小组|综合组|工作组|工作专班|疾控中心|监督所"
    r"|(?:[省市区县州]|国家)(?:局|厅|委|办)(?=[\u4e00-\u9fa5]{3})"
    r"|衛生福利部|疾病管制署|管理署|中央健康保險署|衛生局|衛生署)"
)
_SPACE = re.compile(r"\s")
_OTHER_LABEL = re.compile(
    r"(?:(?<!文件)(?<!公文)(?<!文书)编号|(?:许可证|批准文|注册证|备案|登记|证书|执照|资格证|合格证|合同|协议|账|标书"
    r"|项目|受理|收件|申请(?!人)|申报|回执|流水|档案|病历|信访|提案|来信)[\u4e00-\u9fa5]{0,3}号?)[^\S\n]?[:为]?[^\S\n]?[(]?[^\S\n]?\Z"
)
_JOINED = re.compile(r"[》号號)〉、,;]\s?\Z")


def numbers_in(text: str) -> list[NumberFound]:
    """Return every number in narrowed text, in order of place, none inside another."""
    found: list[NumberFound] = []
    taken = bytearray(len(text))
    for signs, reader in _READERS:
        if not any(sign in text for sign in signs):
            continue
        for number in reader(text):
            if 1 not in taken[number.start : number.end]:
                taken[number.start : number.end] = b"\1" * (number.end - number.start)
                found.append(number)
    return sorted(found, key=lambda number: number.start)


_RECORD = re.compile(r"(?P<no>\d(?<![\w/.-]\d)\d{5,6})\s?/\s?(?P<symbol>BB(?:-VPHC)?)(?![\w/-])")
"""Records of offences are numbered by printed forms: 0000317/BB-VPHC."""


def _vietnamese(text: str) -> Iterator[NumberFound]:
    for match in _RECORD.finditer(text) if "BB" in text else ():
        yield NumberFound(match.start(), match.end(), f"{match['no']}/{match['symbol']}", "state")
    for match in _PARTY.finditer(text):
        yield NumberFound(match.start(), match.end(), f"{match['no']}-{match['type']}/{match['body']}", "party")
    for match in _STATE.finditer(text):
        symbol = re.sub(r"\s", "", match["symbol"])
        is_lot = not match["year"] and "-" not in symbol and _PADDED.match(match["no"])
        if not _NO_PAPER.search(symbol) and not is_lot:
            number = "/".join(filter(None, (match["no"], match["year"], symbol)))
            yield NumberFound(match.start(), match.end(), number, "state")


def _codes(text: str) -> Iterator[NumberFound]:
    last: tuple[str, int] = "", 0
    for match in _CODE.finditer(text):
        begin = match.start() - text[: match.start()][-1:].isspace()
        run = _ORGAN.search(text, max(0, begin - 16), begin)
        number = parse_chinese_number(match["no"])
        if last[0] and number is not None and _SAME_ORGAN.fullmatch(text, last[1], begin):
            # 海卫医〔2021〕4号、〔2022〕5号: the organ is not said again
            stem = f"{last[0]}〔{parse_chinese_number(match['year'])}〕"
            yield NumberFound(begin, match.end(), f"{stem}{number}号", "code")
            last = last[0], match.end()
            continue
        organ = _organ(run[0], text[max(0, run.start() - _BEFORE) : run.start()]) if run else None
        if run is None or organ is None or number is None or _is_licence(run[0], organ):
            continue
        if _PADDED.match(match["no"]):
            continue
        start = begin - len(organ)
        if _OTHER_LABEL.search(text[max(0, start - 20) : start]):
            continue
        stem = f"{organ}〔{parse_chinese_number(match['year'])}〕"
        yield NumberFound(start, match.end("no") if match["more"] else match.end(), f"{stem}{number}号", "code")
        for figure in re.finditer(_FIGURE, match["more"]):
            at = match.start("more")
            other = f"{stem}{parse_chinese_number(figure[0])}号"
            yield NumberFound(at + figure.start(), at + figure.end(), other, "code")
        end = match.end()
        while more := _CODE_MORE.match(text, end):
            yield NumberFound(more.start("no"), more.end(), f"{stem}{parse_chinese_number(more['no'])}号", "code")
            end = more.end()
        last = organ, end


_VERB_OF_CHANGE = re.compile(r"(?:废止|修改|修订|撤销|停止|暂停|延长|取消|恢复)\Z")


def _is_licence(run: str, organ: str) -> bool:
    """Whether the organ is a licence, register or proposal; a verb parts the words: 建议废止海卫办 is a wish."""
    before = run[: -len(organ)]
    return _LICENCE_ORGAN.search(organ if _VERB_OF_CHANGE.search(before) else before[-4:] + organ) is not None


_BEFORE = 8
"""Characters before an organ that are looked at."""


def _organ(run: str, before: str) -> str | None:
    """Return the abbreviations that a run of Han characters before a bracketed year ends in."""
    given = run
    if run[-1] in "号號码侧旁边楼路街巷栋幢":
        return None  # a label or an address: 病历号〔2024〕12号, 东侧（2024）4号
    run = _LEADING_DAY.sub("", run, count=1) if re.search(r"\d\s?\Z", before) else run
    organ = _LEADING_SIGN.sub("", _LEADING_WORDS.sub("", _LEADING_HAN_DAY.sub("", run)))
    shorter = _LEADING_SIGN.sub("", _LEADING_OFFICE.sub("", organ))
    if len(shorter) >= 2:
        organ = shorter
    if organ == run and organ[:1] in "和及与與" and (run != given or _JOINED.search(before)):
        organ = organ[1:]
    if len(organ) >= 2:
        return organ
    # a single character is an organ only where nothing stands before it: （督〔2024〕第19号）
    return organ if organ == run and not re.search(rf"[{_HAN}\w]\Z", before) else None


def _notices(text: str) -> Iterator[NumberFound]:
    for match in _NOTICE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        is_named = match["noun"] or re.search(rf"(?:{_NOTICE_NOUN}|委员会|委|局|部|厅|政府)\s?[(（]?\s?\Z", before)
        number = parse_chinese_number(match["no"])
        year = parse_chinese_number(match["year"])
        in_title_bracket = re.search(r"[》(][^()]{0,20}\Z", before)
        if number is not None and (is_named or in_title_bracket or not before.strip()):
            mark = match["mark"]
            yield NumberFound(match.start(), match.end(), f"{year}年第{number}{mark}", "notice", _issuer(before))
    for match in _ISSUE.finditer(text):
        year, number = parse_chinese_number(match["year"]), parse_chinese_number(match["no"])
        yield NumberFound(match.start("year"), match.end(), f"{year}年第{number}期", "issue")


def _orders(text: str) -> Iterator[NumberFound]:
    for match in _ORDER.finditer(text):
        number = parse_chinese_number(match["a"] or match["b"])
        if number:
            before = text[max(0, match.start() - 24) : match.start()]
            yield NumberFound(match.start(), match.end(), f"第{number}号令", "order", _issuer(before))


_BEFORE_ISSUER = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|参考|详见|参见|以及|代替|取代|替代|废止|修改|修订|更正|执行|落实|贯彻|学习|宣传|转发|违反|撤销|收到"
    r"|印发|发布|公布|适用|遵守|符合|和(?=国)|为(?=[国省市原])|按(?=[国省市原])|将(?=[国省市原])|对(?=[国省市原])|由(?=[国省市原])|见|的)(?:原(?=国|省|市|县|区|卫))?|\s"
)
"""What a sentence says before the office that a notice or order is named by."""


def _issuer(before: str) -> str | None:
    run = _ISSUER.search(re.sub(rf"{_NOTICE_NOUN}?\s?[(（]?\s?\Z", "", before))
    name = _BEFORE_ISSUER.sub("", run[0]) if run else ""
    return name or None


def _courts(text: str) -> Iterator[NumberFound]:
    for match in _COURT.finditer(text):
        number = f"（{match['year']}）{match['org']}{int(match['no'])}号"
        yield NumberFound(match.start(), match.end(), number, "court")


def _words(text: str) -> Iterator[NumberFound]:
    for match in _WORD.finditer(text):
        run = _ORGAN.search(text, max(0, match.start() - 15), match.start() + 1)
        if run and re.search(rf"\d\s?{_CLOSE}\Z", text[max(0, run.start() - 3) : run.start()]):
            continue  # of a register: 检〔2024〕水字第118号
        organ = _organ(run[0], text[max(0, run.start() - _BEFORE) : run.start()]) if run else None
        is_register = _LICENCE_ORGAN.search(run[0]) or _PADDED.fullmatch(match["no"]) if run else None
        if run and organ is not None and len(organ) >= 2 and not is_register:
            start = match.start() + 1 - len(organ)
            latin = re.search(r"(?<![A-Za-z])[A-Z]{2,5}\Z", text[max(0, start - _BEFORE) : start])
            organ = (latin[0] if latin else "") + organ
            start = match.start() + 1 - len(organ)
            yield NumberFound(start, match.end(), f"{organ}第{match['no']}{match['mark']}", "word")
    for match in _CHAPTER.finditer(text) if "例" in text else ():
        yield NumberFound(match.start("number"), match.end("number"), re.sub(r"\s", "", match["number"]), "word")
    for match in _MACAU.finditer(text) if "號" in text else ():
        yield NumberFound(match.start(), match.end(), f"第{match['no'] or match['no_after']}號", "word")


def _standards(text: str) -> Iterator[NumberFound]:
    for match in _VN_STANDARD.finditer(text):
        number = f"{match['prefix']} {_SPACE.sub('', match['no'])}"
        year = f":{match['year']}" if match["year"] else ""
        body = re.sub(r"\s", "", match["body"])
        yield NumberFound(match.start(), match.end(), number + year + body, "standard")
    for match in _ISO_STANDARD.finditer(text):
        prefix = re.sub(r"\s", "", match["prefix"])
        yield NumberFound(match.start(), match.end(), f"{prefix} {match['no']}:{match['year']}", "standard")
    for match in _CN_STANDARD.finditer(text):
        prefix = re.sub(r"\s", "", match["prefix"])
        if match["year"]:
            yield NumberFound(match.start(), match.end(), f"{prefix} {match['no']}-{match['year']}", "standard")
        elif _YEARLESS.match(prefix):
            yield NumberFound(match.start(), match.end(), f"{prefix} {match['no']}", "standard")


_STANDARD_SIGNS = (
    "TCVN", "QCVN", "QCĐP", "QCDP", "TCXD", "ISO", "GB", "WS", "YY", "YBB", "HJ", "SN", "NY", "JG", "CJ", "QB", "HG",
    "SB", "LY", "RB", "MZ", "GA", "AQ", "JJ", "DB", "T/", "T /",
)  # fmt: skip
_READERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[NumberFound]]], ...] = (
    (_STANDARD_SIGNS, _standards),
    (("/",), _vietnamese),
    (("号", "號"), _codes),
    (("号", "號"), _courts),
    (("号", "號", "章"), _words),
    (("号", "號"), _orders),
    (("年第", "年 第", "期"), _notices),
)
"""Signs of which any such number has one, and its reader; where two read the same characters, the first has them."""
