"""Signs of the fonts that have no letters, as Unicode; raised and lowered figures.

symbol("Symbol", 0x61)  ->  "α"
raised("12")            ->  "¹²"
"""

from __future__ import annotations

# Adobe's encoding of the font Symbol, from 0x20 and from 0xA0.
_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
# The signs of Microsoft's Wingdings that texts use, by hand after its code chart.
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "○",
    0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "■", 0xA1: "○", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "☐",
}  # fmt: skip
_FONTS = {
    "symbol": dict(enumerate(_LOW, 0x20)) | dict(enumerate(_HIGH, 0xA0)),
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}
PRIVATE = range(0xF000, 0xF100)  # where such fonts lie in Unicode
_SURROGATES = range(0xD800, 0xE000)
_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_LETTERS = dict(zip("abcdefghijklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_BETWEEN = dict.fromkeys(" ,;*", "")


def symbol(font: str, code: int) -> str | None:
    """The sign of a code in a font; None where it is not known."""
    signs = _FONTS.get(font.strip().lower())
    if signs is not None:
        sign = signs.get(code - PRIVATE.start if code in PRIVATE else code)
        return sign if sign and sign != "\0" else None
    if code in PRIVATE or code in _SURROGATES or not 0 < code <= 0x10FFFF:
        return None
    return chr(code)


def raised(text: str) -> str | None:
    """The text in raised signs; None where they lack one."""
    if len(text) == 1 and text in _LETTERS:
        return _LETTERS[text]
    return _shifted(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text in lowered signs; None where they lack one."""
    return _shifted(text, _LOWERED)


def _shifted(text: str, signs: dict[str, str]) -> str | None:
    known = signs | {sign: sign for sign in _BETWEEN}
    return "".join(known[each] for each in text) if all(each in known for each in text) else None
