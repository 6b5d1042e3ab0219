"""Pagers whose link calls a function that asks for the next page: each case is a page of its own."""
# ruff: noqa: E501  # markup reads best unbroken

import pytest

from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.constants import constants

TITLES = (
    "关于开展乡镇卫生院设备清查的通知",
    "县疾控中心采购冷链车辆公告",
    "夏秋季肠道门诊检查情况通报",
    "基层医师转岗培训报名须知",
)
ROWS = "".join(f"<li><a href='/n/{at}.htm'>{title}</a><i>2026-03-0{at}</i></li>" for at, title in enumerate(TITLES, 1))
POST = "POST https://wjj.xian.example"
GET = "GET https://wjj.xian.example"


def read(script: str, link: str, *, form: str = "") -> ListPage:
    html = f"<html><body><script>{script}</script>{form}<ul>{ROWS}</ul><div class='fy'>共7页/第1页 {link}</div></body></html>"
    return read_list(ListRequest("https://wjj.xian.example/gg/"), html.encode(), "text/html; charset=utf-8")


CERTAIN = {
    "jQuery posts fields": (
        "function fan(y){ $.ajax({url:'/cx/gg.do', type:'post', data:{ye:y, lm:'31'}, success:hua}) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{POST}/cx/gg.do ye=2&lm=31",
    ),
    "a short post": (
        "function fan(y){ $.post('/cx/gg.do', {pageNo:y, lm:31}, hua) }",
        "<a href='#' onclick='fan(2);return false'>下页</a>",
        f"{POST}/cx/gg.do pageNo=2&lm=31",
    ),
    "a root in a constant": (
        "const GEN='/jiekou'; function fan(k){ fetch(GEN + '/gg?ye=' + k).then(hua) }",
        "<span onclick='fan(2)'>下一页</span>",
        f"{GET}/jiekou/gg?ye=2",
    ),
    "a root of two constants": (
        "var zhan='/xian', lei='/gg'; var dizhi = zhan + lei + '/ls.json'; function fan(k){ $.getJSON(dizhi, {page:k, rows:4}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/xian/gg/ls.json?page=2&rows=4",
    ),
    "a member of an object of addresses": (
        "const V='/v3'; const D={gg: V+'/gg', tz: V+'/tz'}; function fan(k){ axios.get(D.gg, {params:{page:k}}) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/v3/gg?page=2",
    ),
    "a template with a constant": (
        "const V='/v3'; function fan(k){ fetch(`${V}/gg?page=${k}&size=4`) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/v3/gg?page=2&size=4",
    ),
    "the page's own origin": (
        "var gen = window.location.origin + '/v3'; function fan(k){ fetch(gen + '/gg?page=' + k) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/v3/gg?page=2",
    ),
    "JSON is posted": (
        "const V='/v3'; function fan(k){ fetch(V+'/gg', {method:'POST', body:JSON.stringify({page:k, lm:'gg'})}).then(hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f'{POST}/v3/gg {{"page": 2, "lm": "gg"}}',
    ),
    "the oldest way to post": (
        "function fan(k){ var x=new XMLHttpRequest(); x.open('POST','/cx/gg.do',true); x.onload=hua; x.send('ye='+k+'&lm=31') }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{POST}/cx/gg.do ye=2&lm=31",
    ),
    "a form that the function makes": (
        "function fan(k){ var f=document.createElement('form'); f.method='POST'; f.action='/cx/gg.do'; var a=document.createElement('input'); a.name='ye'; a.value=k; f.appendChild(a); document.body.appendChild(f); f.submit() }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{POST}/cx/gg.do ye=2",
    ),
    "a local address": (
        "function fan(k){ var u='/cx/gg.do?lm=31&pageNo='+k; $.get(u, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/cx/gg.do?lm=31&pageNo=2",
    ),
    "an arrow": (
        "const fan = k => $.get('/cx/gg.do', {ye:k}, hua); const lan = 5;",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/cx/gg.do?ye=2",
    ),
    "an arrow with a body": (
        "const fan = async (k) => { let d = await fetch('/cx/gg.do?ye=' + k); hua(d) }",
        "<a href='#' onclick='fan(2)'>下一页</a>",
        f"{GET}/cx/gg.do?ye=2",
    ),
    "counted from nought": (
        "function fan(k){ var q = k - 1; $.get('/cx/gg.do', {ye:q}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/cx/gg.do?ye=1",
    ),
    "an older way in a comment": (
        "/* G='/jiu' */ var G='/xin'; function fan(k){ // $.get('/jiu', {ye:k}, hua)\n $.get(G + '/gg', {ye:k}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/xin/gg?ye=2",
    ),
    "addresses and patterns are no comments": (
        "var G='//wjj.xian.example/xin'; s=s.replace(/'/g,''); function fan(k){ $.get(G + '/gg', {ye:k}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/xin/gg?ye=2",
    ),
    "it writes that it was asked, then goes there": (
        "function fan(k){ $.post('/rizhi/xie', {page:k}); location.href = '/gg?y=' + k }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/gg?y=2",
    ),
    "a piece of the page is loaded": (
        "function fan(k){ $('#nr').load('/cx/gg.jsp?ye='+k+'&lm=31') }",
        "<a href='javascript:fan(2)'>下一页</a>",
        f"{GET}/cx/gg.jsp?ye=2&lm=31",
    ),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_the_function_behind_the_link_says_what_is_asked(name: str) -> None:
    script, link, expected = CERTAIN[name]
    page = read(script, link)
    assert [one.key for one in page.following] == [expected]
    assert not page.is_unread


def test_a_form_elsewhere_in_the_page_is_sent_with_its_fields() -> None:
    form = "<form name='cx' method='post' action='/cx/gg.do'><input type='hidden' name='lm' value='31'><input type='hidden' name='ye' value='1'></form>"
    page = read(
        "function fan(k){ document.cx.ye.value=k; document.cx.submit() }",
        "<a href='javascript:fan(2)'>下一页</a>",
        form=form,
    )
    assert [one.key for one in page.following] == [f"{POST}/cx/gg.do lm=31&ye=2"]


UNCERTAIN = {
    "the root has two values": (
        "let V='/v3'; if (location.port == 8080) { V='/ce' } function fan(k){ fetch(V + '/gg?page=' + k) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "the root is computed": (
        "var V = quGen('gg'); function fan(k){ fetch(V + '/gg?page=' + k) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "a token is sent that a script makes": (
        "function fan(k){ $.post('/cx/gg.do', {ye:k, qm:jiami(k)}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "it writes that it was asked, then asks": (
        "function fan(k){ $.post('/rizhi/xie', {ye:k}); $.get('/cx/gg.do', {ye:k}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "it asks, then writes": (
        "function fan(k){ fetch('/cx/gg.do?ye=' + k).then(hua); $.post('/rizhi/xie', {ye:k}) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "it posts and takes no answer": (
        "function fan(k){ $.post('/rizhi/xie', {page:k}) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "one way or the other": (
        "function fan(k){ if (k > 9) { $.get('/jiu', {ye:k}, hua) } else { $.get('/xin', {ye:k}, hua) } }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "the parameter is given another value": (
        "function fan(k){ k = k + 1; $.get('/cx/gg.do', {ye:k}, hua) }",
        "<a href='javascript:fan(1)'>下一页</a>",
    ),
    "the parameter is counted": (
        "function fan(k){ k++; $.get('/cx/gg.do', {ye:k}, hua) }",
        "<a href='javascript:fan(1)'>下一页</a>",
    ),
    "a name of the function is given two values": (
        "function fan(k){ var u = '/xin'; if (k > 9) u = '/jiu'; $.get(u, {ye:k}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "two functions of that name": (
        "function fan(k){ $.get('/jiu', {ye:k}, hua) } function fan(k){ $.get('/xin', {ye:k}, hua) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
    "the function is elsewhere": ("", "<a href='javascript:_f.n(2)'>下一页</a>"),
    "an address without an end": (
        "function fan(k){ fetch('/gg?page=' + k + '&t=' + Date.now()) }",
        "<a href='javascript:fan(2)'>下一页</a>",
    ),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_is_not_certain_is_said_to_be_unread(name: str) -> None:
    page = read(*UNCERTAIN[name])
    assert (page.following, page.is_unread, len(page.rows)) == ((), True, len(TITLES))


BOMBS = {
    "a name of 100,000 letters": "var " + "k" * 100_000 + ";",
    "a string of 120,000 characters": "var q='" + "d7" * 60_000 + "';",
    "a quote that is never closed": "var q='" + "\\'" * 60_000 + ";",
    "names doubled again and again": "var a0='/xx';" + "".join(f"var a{i + 1}=a{i}+a{i};" for i in range(60)),
    "templates doubled again and again": "var a0='/xx';"
    + "".join(f"var a{i + 1}=`${{a{i}}}${{a{i}}}`;" for i in range(60)),
    "brackets in brackets": "var q=" + "(" * 450 + "1" + ")" * 450 + ";",
    "calls without brackets in each other": "var q=" + "String " * 70 + ";",
    "choices in choices": "var q=" + "1?" * 240 + "1;",
    "50,000 names": "".join(f"v{i}=1;" for i in range(50_000)),
    "lists in lists": "var q=" + "[" * 20_000 + "]" * 20_000 + ";",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_script_that_is_too_much_does_not_cost_the_list(name: str) -> None:
    page = read(
        BOMBS[name] + "function fan(k){ $.get('/gg', {page:k}, hua) }", "<a href='javascript:fan(2)'>下一页</a>"
    )
    assert ([one.key for one in page.following], len(page.rows)) == ([f"{GET}/gg?page=2"], len(TITLES))


def test_the_body_of_a_function_may_be_nested_too_deep() -> None:
    script = f"function fan(k){{ $.get({'(' * 1_800}k{')' * 1_800}, hua) }}"
    assert len(read(script, "<a href='javascript:fan(2)'>下一页</a>").rows) == len(TITLES)


def test_a_name_after_the_last_that_is_read_is_doubtful() -> None:
    many = "".join(f"v{i}=1;" for i in range(600))
    assert constants(f"var a='/x', b='/y'; {many} a='/z'")["b"] == "/y"
    assert "a" not in constants(f"var a='/x', b='/y'; {many} a='/z'")


NAMES = {
    "sums": ("var a='/x'; var b=a+'/y';", {"a": "/x", "b": "/x/y"}),
    "two values": ("var a='/x'; a='/z'; var b='/y'", {"b": "/y"}),
    "twice the same": ("var a='/x'; window.a='/x'", {"a": "/x"}),
    "counted": ("var n=1; n++; var m=2; m+=1; var k=3", {"k": 3}),
    "in a string": ("go('?limit='+limit); var limit=5;", {"limit": 5}),
    "comparisons": ("if(a=='/x' || b==='/y' || c<='/z'){ d='/w' }", {"d": "/w"}),
    "or something else": ("var a = w.cfg || '/x', b = '/y' || q", {}),
    "an arrow": ("const f = x => '/x'; const g='/y'", {"g": "/y"}),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_with_one_certain_value(name: str) -> None:
    script, expected = NAMES[name]
    assert dict(constants(script)) == expected


def read_with(pager: str) -> ListPage:
    html = f"<html><body><ul>{ROWS}</ul><div class='fy'>{pager}</div></body></html>"
    return read_list(ListRequest("https://wjj.xian.example/gg/"), html.encode(), "text/html; charset=utf-8")


LEADS_ON = {
    "next page": "<a href='javascript:_q(2)'>下一页</a>",
    "next page in Vietnamese": "<a href='#' onclick='_q(2);return false'>Trang sau</a>",
    "next page without a number": "<button onclick='sau()'>Trang tiếp theo</button>",
    "an arrow to the second page": "<a href='javascript:_q(2)'>›</a>",
    "numbers": "<b>1</b> <a href='#' onclick='_q(2)'>2</a> <a href='#' onclick='_q(3)'>3</a>",
    "one more number": "<span>1</span><a href='javascript:_q(2)'>2</a>",
    "numbers in a list": "<ul><li class='active'><a onclick='_q(1)'>1</a></li><li><a onclick='_q(2)'>2</a></li></ul>",
}


@pytest.mark.parametrize("name", LEADS_ON)
def test_a_control_whose_script_is_unknown_is_an_unread_pager(name: str) -> None:
    page = read_with(LEADS_ON[name])
    assert (page.following, page.is_unread, len(page.rows)) == ((), True, len(TITLES))


LEADS_NOWHERE = {
    "no pager": "",
    "next page leads nowhere": "<a href='javascript:void(0)'>下一页</a><a href='javascript:;'>Trang sau</a>",
    "next page is disabled": "<a class='disabled' href='javascript:_q(4)'>下一页</a>",
    "a button is disabled": "<button disabled onclick='_q(4)'>Trang sau</button>",
    "the last number is shown": "<a onclick='_q(1)'>1</a> <a onclick='_q(2)'>2</a> <b>3</b> <a onclick='_q(3)'>下一页</a>",
    "the only page": "<a href='javascript:_q(1)'>下一页</a>",
    "the words say that this is the last": "第3页 共3页 <a href='javascript:_q(3)'>下一页</a>",
    "a menu": "<a href='javascript:mo(2)'>Giới thiệu</a><a href='javascript:mo(3)'>Liên hệ</a>",
    "pictures that turn": "<a onclick='plusSlides(1)'>›</a><span onclick='currentSlide(1)'>1</span><span onclick='currentSlide(2)'>2</span>",
    "a calendar": "<table>"
    + "".join(
        f"<tr>{''.join(f'<td><a onclick=_q({d})>{d}</a></td>' for d in range(w, w + 7))}</tr>" for w in (1, 8, 15, 22)
    )
    + "</table>",
    "a vote": "<span onclick='vote(1)'>1</span><span onclick='vote(2)'>2</span>",
}


@pytest.mark.parametrize("name", LEADS_NOWHERE)
def test_other_controls_and_a_last_page_leave_nothing_unread(name: str) -> None:
    page = read_with(LEADS_NOWHERE[name])
    assert (page.following, page.is_unread, len(page.rows)) == ((), False, len(TITLES))
