"""The words by which Chinese papers relate to others; in traditional text they are folded to simplified first."""

import re

from crawler.normalise.papers.relations.rules import OPAQUE, Around, Forward, Language, compiled
from crawler.normalise.papers.relations.shapes import RelationType

OWN_KIND = (
    r"(?:实施|工作|暂行|应急|管理|行动)?(?:办法|通知|规定|细则|标准|意见|方案|规范|公告|条例|令|文件|决定|规划|制度|预案|通告|目录|指南|要点"
    r"|计划|规程|规则|措施|批复|复函|纲要|指引|导则|清单|章程|准则|决议|函|文(?!件))"
)
"""What a paper calls itself, behind 本."""
_OFFICE = r"(?:[\u4e00-\u9fa5]{0,14}?(?:委员会|委|局|厅|部|政府|院|办公室|办|署|司|中心|所)(?:关于)?)?"
_CHAIN = (
    rf"\)?\s?(?:[、和及与并\s]|,(?!\s?原(?!卫|国家))|;?\s?(?:[一二三四五六七八九十]{{1,3}}、|\d{{1,2}}[.、]|\([一二三四五六七八九十\d]{{1,2}}\))|以及|文件|号文|文|等"
    rf"|的通知|通知|的?规定|的?要求|其?配套(?:文件|政策)|原|令|(?:修正|修订)?(?:发布|公布)之)*\s?{_OFFICE}"
    rf"(?:[\u4e00-\u9fa5]{{0,12}}\()?\s?"
)
_OF = (
    r"\)?(?:文件|号文|文|函|令|等文件|等|[一二两三四五六七八九十\d]{1,2}[件个份](?:规范性)?(?:文件|通知)|的?通知|的?有关规定|行政(?:处罚|许可|处理)决定书?"
    r"|的?规定|的?决定|预案|方案|办法|意见|公告|通告|批复|标准|目录|细则|的?附件\s?[\d一二三四五六七八九十]{0,2})*"
)
_OWN = rf"(?:本{OWN_KIND}|新(?:办法|规定|标准|版))"


def _around(kind: RelationType | None, pattern: str, *, proposable: bool = False) -> Around:
    return Around(kind, compiled(pattern, _CHAIN), proposable)


def _forward(
    kind: RelationType | None, pattern: str, *, reach: int = 60, across_comma: bool = False, proposable: bool = False
) -> Forward:
    return Forward(kind, compiled(pattern, _CHAIN), reach, across_comma, proposable)


_CLAUSE = r"[^。;\n,\ue001]"
_AROUND = (
    # the part that another paper plays
    _around("replaces", rf"R{_OF}{_CLAUSE}{{0,6}}(?:由|被){_OWN}(?:代替|取代|替代)"),
    _around(
        "repeals",
        rf"D{_OF}(?:由|被)M{_OF}(?:代替|替代|取代),?(?:自{_CLAUSE}{{2,24}}起)?,?(?:同时|即行)?(?:废止|停止使用|停止执行|不再执行)",
    ),
    _around("cites", rf"(?:被|由|经|已由|已被)R{_OF}\s?所?(?:全部|部分)?(?:代替|取代|替代|废止|修改|修订|修正)"),
    _around(
        "cites",
        rf"R{_OF}(?:不在此列|除外|不受影响|不予废止|不废止|未废止|尚未废止|未被废止|不适用|已(?:经)?(?:于{_CLAUSE}{{4,14}})?(?:被)?"
        rf"(?:宣布)?(?:废止|失效|停止执行))",
    ),
    _around("cites", r"(?<!删)除R(?:以?外|之外)?"),
    # what another paper rests on: 依据《…》作出的决定
    _around("cites", rf"(?:依据|根据|依照|按照)R{_OF}(?:作出|制定|制发|印发|发布|公布|核发|颁发)的"),
    # the text is a part of that paper
    _around(
        "attached_to",
        rf"(?:(?<=\n)|(?<=^)|(?<=\())\s?(?:[\u4e00-\u9fa5]{{2,14}}(?:委|局|厅|部|政府|院|办"
        rf"|中心))?R{_OF}的?\s?附件\s?[\d一二三四五六七八九十]*(?=\s?[)\n:]|\s?\Z)",
    ),
    _around(
        "attached_to",
        r"(?:作为|系|为|是)R的(?:附件|组成部分)|(?<=\()\s?随R(?:一并|同时)?印发|附件\s?[\d一二三四五六七八九十]{0,3}\s?\(\s?R\s?\)",
    ),
    _around("attached_to", r"(?:(?<=\n)|(?<=^))附件\s?\d{0,2}\s?[:(]?\s?(?:属于|随|见于)?R\s?[)]?(?=\n|\Z|附件)"),
    _around(
        "based_on",
        rf"为(?:做好|推进|推动|抓好|加强|确保|保障|规范|促进|加快)R{_OF}的?(?:宣传|学习)?(?:贯彻|落实|实施|执行|宣贯)",
    ),
    _around("based_on", rf"R{_OF}(?:是|为|作为)本[^。;,\n\ue001]{{2,12}}的?(?:依据|根据)"),
    _around("based_on", rf"经R{_OF}(?:批准|核准|批复同意|同意)"),
    _around("based_on", rf"应R{_OF}的?(?:要求|请求|邀请|之请)"),
    # answers
    _around("replies_to", rf"R{_OF}{_CLAUSE}{{0,10}}(?:收悉|已?收到|敬悉|已?悉[。,])"),
    _around(
        "replies_to",
        r"(?:收到|接到|接获|接(?=\ue001|你|贵))(?:你[\u4e00-\u9fa5]{1,6}|贵[\u4e00-\u9fa5]{1,4}|来函)?[\u4e00-\u9fa5]{0,16}?R"
        r"(?=[^\n]{0,120}?(?:答复|批复|函复|回复|复函|意见|现就))",
    ),
    _around(
        "replies_to", rf"(?:关于|对|就)[\u4e00-\u9fa5]{{0,16}}?R{_OF}(?:的|作出|给予)?(?:批复|答复|复函|回复|函复)"
    ),
    # passing on
    _around(
        "forwards",
        rf"(?:将|把)[\u4e00-\u9fa5、]{{0,30}}?R{_OF}{_CLAUSE}{{0,16}},?\s?(?:一并)?(?:予以)?(?:转发|转送|转去|转给|批转)",
    ),
    _around("forwards", rf"R{_OF},?\s?(?:现)?(?:予以|一并)?(?:转发|转送|批转)(?:给|至|到|你们|如下|,|。|\Z)"),
    # changes
    _around(
        "amends",
        rf"对[\u4e00-\u9fa5]{{0,12}}?R{_OF}{_CLAUSE}{{0,16}}(?:作|做|进行|予以)(?:出|了)?{_CLAUSE}{{0,8}}(?:修改|修订"
        rf"|修正|调整|更正|补充|勘误)",
        proposable=True,
    ),
    _around(
        "amends",
        rf"(?:对|就)[\u4e00-\u9fa5]{{0,12}}?R{_OF}{_CLAUSE}{{0,16}}(?:修改|修订|调整|更正|补充|勘误)(?:通知|说明)?如下",
    ),
    _around("amends", rf"对R{_OF}(?:修改|修订|调整|更正|补充|勘误)(?:以下|如下)"),
    _around("amends", rf"(?:是|系|为)对R{_OF}的(?:修改|修订|调整|更正|补充|勘误)(?!说明)"),
    _around(
        "amends",
        rf"(?:关于|对)R{_OF}[^。;\n,《\ue001\ue002]{{0,14}}的?(?:修改|修订|调整|更正|补充|勘误)(?:通知|说明|公告|通告|意见|规定|函|决定)",
    ),
    _around(
        "amends",
        r"(?:将|把)[\u4e00-\u9fa5]{0,12}?R[^。;\n]{0,60}?(?:修改为|改为(?!执行|按)|调整为|更正为|修订为|修正为|变更为|替换为|更换为|更新为|删除|删去|延长"
        r"|延续|延期)",
    ),
    _around(
        "amends",
        rf"R{_OF}[^。;\n]{{0,30}}?(?:更正如下|修改为|更正为|改为(?!执行|按)|修订为|作(?:如下|以下|相应|出)?修改)",
    ),
    _around("amends", rf"R{_OF}[^。;\n\ue001]{{0,12}}?(?:增加|新增|增设|增列)", proposable=True),
    _around("amends", rf"R{_OF}(?:内容|条款)?(?:予以|作)(?:删除|删去|修改|修订|修正|调整)(?!的)"),
    _around("amends", rf"R{_OF}[^。;\n\ue001]{{0,20}}?继续(?:执行|有效|施行|实施|适用),?有效期"),
    _around("amends", r"R\s?(?:的)?\s?(?:第\s?[\d一二三四五六七八九十]+\s?号)?\s?(?:国家标准)?修改单"),
    _around(
        "amends",
        rf"R{_OF}(?:的)?(?:继续有效|继续施行|有效期)[^。;\n]{{0,20}}?(?:延长|延续|至|到|顺延)|R{_OF}(?:继续有效)",
    ),
    _around("amends", rf"R{_OF}{_CLAUSE}{{0,20}}(?:暂停|暂缓|暂不|中止)(?:执行|实施|施行|适用)"),
    _around(
        "amends",
        rf"R{_OF}(?:中)?(?:与|同)?{_OWN}(?:规定|内容)?(?:不一致|不符|相抵触|有抵触|不同)的?,?\s?(?:以|按|执行)",
    ),
    _around(
        "amends",
        rf"{_OWN}[^。;\n,\ue001]{{0,6}}(?:与|同|和)R{_OF}(?:规定|内容)?(?:不一致|不符|相抵触|有抵触|不同)的?,?\s?(?:以|按)(?:照)?{_OWN}",
    ),
    _around("amends", rf"R{_OF}(?:中)?(?:与|同){_OWN}[^。;\n,]{{0,10}},?\s?(?:以|按)(?:照)?{_OWN}"),
    _around("amends", rf"R{_OF}(?:推迟|延期|延后)[^。;\n]{{0,20}}?(?:执行|实施|施行)"),
    _around("amends", rf"R{_OF}(?:根据|依据|依照|按照){_OWN}(?:作|进行|予以)?(?:相应|如下)?的?(?:修改|修订|修正|调整)"),
    # ends
    _around("replaces", rf"(?:以|按){_OWN}(?:为准|执行),?原?R{_OF}(?:同时)?(?:即行)?停止执行"),
    _around("replaces", rf"R{_OF}(?:同时)?(?:即行)?停止执行,?\s?(?:统一)?(?:按|以|执行)(?:照)?{_OWN}"),
    _around(
        "repeals",
        rf"R{_OF},?(?:(?:已过有效期|有效期(?:已)?(?:届|期)?满),?)?(?:自{_CLAUSE}{{2,24}}(?:起|日|后))?,?\s?(?:同时|即行|自行|自动|一并|相应|全部|均|予以|予|将|拟|也|亦|现|宣布|建议)*\s?"
        rf"(?:废止|停止执行|停止使用|停止适用|不再适用|不再执行|失效|作废|停止施行|终止执行|废除|撤回|撤销)"
        r"(?!\s?第|\s?\ue001|的(?!通知|决定|公告|通告))",
        proposable=True,
    ),
    _around(
        "repeals",
        rf"R{_OF}[^。;\n\ue001]{{2,36}}?,(?:现|决定|经研究,?决定|应|特|依法)(?:对其)?(?:予以|予)?(?:废止|撤销|撤回|作废)",
        proposable=True,
    ),
    _around("cites", rf"D{_OF}(?:仍|仍然|仍旧)?(?:继续执行|继续实施|继续适用|予以保留)"),
    # explanations
    _around("guides", r"(?:读懂|图解|解读)\s?R"),
    _around("guides", rf"针对R{_OF}{_CLAUSE}{{0,16}}(?:说明|解释|解读)|(?:解读|解释|说明)(?:是)?针对R"),
    _around(
        "guides",
        rf"(?:是|为|系)?对[\u4e00-\u9fa5]{{0,12}}?R{_OF}{_CLAUSE}{{0,10}}(?:的|作出|进行|予以)?(?:具体)?(?:解释|细化|补充说明"
        rf"|解读)",
    ),
    _around("guides", rf"对[\u4e00-\u9fa5]{{0,12}}?R{_OF}[^。;\n\ue001]{{0,30}}?(?:解释|细化|明确|界定|理解)为"),
    _around("guides", rf"R{_OF}(?:的)?(?:实施细则|实施办法|操作细则|(?:政策)?(?:解读|问答|答疑)|释义|配套文件)"),
    _around("guides", rf"(?:就|将){_CLAUSE}{{0,8}}R{_OF}{_CLAUSE}{{0,16}}(?:解释|细化|解读|说明|明确)(?:如下|为)"),
    _around("guides", rf"R{_OF}[^。;\n]{{0,20}}现(?:就|将|对)[^。;\n\ue001]{{0,20}}(?:解释|解读|说明)(?:如下|为)"),
    # the paper itself
    _around(
        None, rf"(?:将|把)[\u4e00-\u9fa5、]{{0,20}}?R{_OF}\s?(?:予以|一并)?(?:印发|发布|公布|下发|发给|公告|通告|颁布)"
    ),
    _around(
        None,
        rf"R{_OF}\s?(?:已|业|业已|已经|业经|经)[^。;\n\ue001]{{0,60}}?(?:通过|同意|批准|审定)[^。\n]{{0,20}}(?:现|予以|印发|公布|发布"
        rf"|施行)",
    ),
    _around(None, r"R[^。;\n\ue001]{0,12},?向社会(?:公开|广泛)?(?:征求|征集)"),
    _around(None, r"R(?:,|\s)?(?:现)?(?:予以|予)?(?:公开|向社会|广泛)?(?:征求意见|公开征求|征集意见)"),
    _around(None, rf"(?:征求|征集|听取)(?:对|关于|就)?{_CLAUSE}{{0,8}}R{_OF}的?(?:修改|反馈)?意见"),
    _around("cites", rf"{OPAQUE}R"),
)

_FORWARD = (
    _forward("cites", r"(?:仍|仍然|另)(?:旧)?(?:按照?|依照?|执行|适用)"),
    _forward(
        "cites",
        r"违反(?:了)?|不符合|参见|详见|参照|参考|参阅|(?<!意)见(?=[\s(]{0,2}(?:[\u4e00-\u9fa5]{0,12})\ue001)|对照|如(?=\ue001)"
        r"|不适用|适用|不同于|区别于|相比|与(?=\ue001)",
    ),
    _forward("cites", r"(?:代替|取代|替代|废止|修改|修订)的(?=\ue001)"),
    _forward(
        "based_on",
        r"根据|依据|(?<![根依证数票单占收凭])据(?=\s?[\u4e00-\u9fa5]{0,8}\s?\ue001)|本着|秉承|依照|按照|遵照|遵循|依(?!法(?!第)|次|托|靠|旧|然"
        r"|申请)(?=[\u4e00-\u9fa5]{0,26}\ue001)"
        r"|按(?=[\u4e00-\u9fa5]{0,14}\ue001)|以"
        r"(?=\ue001[\ue000]*为(?:依据|指导|准))|结合(?=\ue001)|(?:深入|全面|认真|切实|严格|进一步)?(?:贯彻落实|贯彻执行|贯彻|落实|执行)(?!的)",
    ),
    _forward("based_on", rf"(?:根据|依据|依照|按照){_CLAUSE}{{1,20}}?(?:转发|转送|批转)(?:的)?", reach=40),
    _forward("forwards", r"函转|转知|检送|函送|印转|转呈|转达|(?<!曾)转发(?:了)?(?!的(?=\ue001))|批转|转送|转去|转给"),
    _forward(
        "amends",
        r"(?:修改|修订|修正(?!发布|公布|之)|删去|删除|调整|更正|补充|暂停执行|暂停实施|暂缓执行|暂缓实施|暂不执行|推迟(?:执行|实施|施行)|延[期后](?:执行|实施|施行)|延长)(?!单|的)",
        proposable=True,
        reach=30,
    ),
    _forward(
        "repeals",
        r"(?:下列|以下)[^。;\n\ue001]{0,50}?(?:废止|失效|作废|停止执行|不再执行|停止使用)[^。;\n\ue001]{0,12}(?=:)",
        reach=40,
    ),
    _forward("replaces", r"(?<!被)(?<!由)(?:代替|替代|取代)(?!的)", proposable=True, reach=30),
    _forward(
        "repeals",
        r"(?<!被)(?:废止|废除|撤销|撤消|撤回|终止执行|取消(?=\ue001)|不(?:要|得|应)?再(?:执行|适用)|停止执行|宣布失效)(?!的)",
        proposable=True,
        reach=40,
    ),
    _forward("guides", r"细化(?:落实)?|解释(?=\ue001)|解读(?=\ue001)|实施(?=\ue001[\ue000]*的(?:细则|具体))", reach=20),
    _forward("replies_to", r"答复|回复|批复|函复|复(?=[贵你])", reach=30),
    _forward(
        None,
        r"(?:(?:研究)?制定|制订|编制|起草|形成|编写|拟订|拟定|组织修订|(?:(?<=关于)|(?<=现)|(?<=予以)|(?<=决定)|(?<=同意)|(?<=[\n,])|(?<=^))"
        r"(?:印发|发布|公布|颁布|下发))(?:了|出|本)?(?![之的])(?=[\u4e00-\u9fa5]{0,4}\ue001)",
        reach=8,
    ),
    _forward("cites", r"(?:推荐|阅读|学习)(?=\ue001)"),
)

RULES = Language(
    around=_AROUND,
    around_signs=re.compile(
        f"{OPAQUE}|[代替废除删悉复附系随应增]|修[改订正]|改为|调整|更正|补充|勘误|停止|不再|失效|作废|收到|接|转[发送去给]|批[转准]|答复|函复|延[长续期后]|推迟"
        "|暂[停缓不]|中止|撤[回销]|[读图]|终止|明确|问答|答疑|批准|核准|解[释读]|细[化则]|说明|释义|实施办法|配套|印发|[发公]布|下发|发给|[公通]告|颁布|通过|同意|审定|征[求集]|有效|继续"
        "|为(?:做好|推|抓好|加|确保|保障|规范|促进)|依据|不在此列|不受|不予|不适用|取代|不一致|不符|抵触|与本|以本|按本|为准|组成部分"
    ),
    forward=_FORWARD,
    chain=re.compile(rf"{_CHAIN}\Z"),
    end_of_sentence=re.compile(r"[。!?\n]"),
    denied=re.compile(r"(?:不是|并?非|不|未|尚未|不得|并未|无需|不予|没有|不再)\s?\Z"),
    proposed=re.compile(
        r"(?:建议|提请|拟|研究|考虑|申请|呼吁|请求|适时|推动)(?:[^,。;\n]{0,14}"
        r"|[^。;\n]{0,56}[\ue000)],?\s?(?:并|同时|并同时|以及)(?:相应)?)\Z"
    ),
    title_between=re.compile(r"的?(?:公告|通告|通知|意见|决定|函|批复|命令|令|通报)\s?[(]?\s?\Z"),
    this_paper="本文件",
    draft=re.compile("征求意见稿|草案|送审稿|公开征求意见"),
)

_TRADITIONAL = str.maketrans(
    "檢據為貫徹實轉發廢執復覆參違規該時應處組織關於條號與對並細則釋係將補設級頒佈貴現訂適業經來見達續",
    "检据为贯彻实转发废执复复参违规该时应处组织关于条号与对并细则释系将补设级颁布贵现订适业经来见达续",
)

_HAS_TRADITIONAL = re.compile(f"[{''.join(map(chr, _TRADITIONAL))}]")


def folded(text: str) -> str:
    """Return the text with the traditional characters of the rules' words simplified; same length."""
    return text.translate(_TRADITIONAL) if _HAS_TRADITIONAL.search(text) else text
