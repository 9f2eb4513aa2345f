"""Whether a sentence denies, hedges, or tells of a rise or a fall, in Estonian and English.

    denials("Uuring ei leidnud mõju.", "et")       ->  1
    hedges("The pilot aims to cut costs.", "en")   ->  True
    turns("Costs fell.", "Kulud kasvasid.")         ->  True

Vectors hardly tell "did reduce" from "did not reduce"; these words do.
"""

from __future__ import annotations

import re

_DENY_EN = re.compile(
    r"\b(?:not|never|no(?! ?\.? ?\d)|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|"
    r"barely|scarcely|unable|unlikely|fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?|absen(?:t|ce)|"
    r"den(?:y|ies|ied)|refus(?:e|es|ed)|reject(?:s|ed)?|disprov\w+|refut\w+|false|untrue|"
    r"stopp?ed|ceased|instead of)\b|n['’]t\b",
    re.I,
)
_DENY_ET = re.compile(
    r"\b(?:ei|pole|polnud|poleks|ega|mitte|puudu(?:b|s|vad|sid|vat|nud|mine|mise)|puudulik\w*|"
    r"ilma|ükski|keeldu\w*|eita(?:s|sid|b|vad)|ebaõnnestu\w*|nurju\w*|vale|väär|"
    r"vaevalt|asemel|lõpeta(?:s|ti|sid)|[\w-]{3,}ma(?:ta|tu|tud|tuse|tust))\b",
    re.I,
)
# "Not only … but also" denies nothing.
_NOT_ONLY = re.compile(
    r"\b(?:not (?:only|just|merely)|no less than|not least|(?:ei|mitte|pole)\b[^.,;]{0,40}?"
    r"\b(?:ainult|üksnes|ainuüksi|pelgalt))\b",
    re.I,
)
_HEDGE_EN = re.compile(
    r"\b(?:may|might|could|would|should|perhaps|possibl[ey]|probabl[ey]|likely|unlikely|potential\w*|"
    r"plan(?:s|ned|ning)?|aim(?:s|ed|ing)?|inten(?:d|ds|ded|t|ds|tion)|expect\w*|hop(?:e|es|ed|ing)|"
    r"goal|target(?:s|ed)? (?:of|is|was)|propos\w+|seek(?:s|ing)?|sought|"
    r"estimat\w+|suggest\w*|appear\w*|seem\w*|claim\w*|alleg\w+|promis\w+|forecast\w*|assum\w+|"
    r"ought|must|ha(?:s|ve|d) to|oblig\w+|required to|unless|wish(?:es|ed)?|meant to|designed to|"
    r"believ\w+|suppos\w+)\b",
    re.I,
)
_HEDGE_ET = re.compile(
    r"\b(?:või(?:b|vad|ks|ksid|da|nud|mali\w*|malda\w*)|peaks(?:id)?|oleks|ehk|kavatse\w*|kavanda\w*|"
    r"kava|plaani\w*|eesmär\w*|loode\w*|looda\w*|lootu\w*|oota\w*|ootu\w*|eelda\w*|eeldu\w*|soov\w*|"
    r"siht|sihi\w*|sihiks|ettepane\w*|tõenäoli\w*|arvata\w*|hinnangu\w*|hinnatakse|näi(?:b|vad|vat|s|ks)|väidet\w*|"
    r"väi(?:de|tel|ta\w*)|lubadu\w*|lubas|prognoos\w*|püüa\w*|püü(?:d|de|tak)\w*|püüdlu\w*|"
    r"tahe(?:ti|takse)|tule(?:ks|b)|pea(?:b|vad)|pidi(?:d)?|kohusta\w*|mõeldud|oletu\w*|oleta\w*|ilmselt|"
    r"(?:saa|jää|aita|anna|tee|lähe|vähene|vähenda|kasva|paranda|kesta|hakka)ks(?:id)?)\b",
    re.I,
)
_UP = (
    r"increas\w+|gr(?:ew|own|ows|owth|owing)|rises?|rose|risen|improv\w+|doubl(?:ed|es|ing)|"
    r"expanded|kasva(?:s|sid|b|vad|nud|ti)|kasvu\w*|tõus(?:is|isid|eb|evad|ud|id|nud|u)|tõst(?:is|isid|ab)|"
    r"(?:suuren|paran)(?:es|esid|eb|evad|enud|das|dasid|dab|davad|danud|em\w*)|"
    r"laiene(?:s|sid|b|nud)|kahekordis\w+"
)
_DOWN = (
    r"decreas\w+|reduc(?:e|ed|es|ing|tions?)|fell|fallen|dropped|declin\w+|lowered|"
    r"shr[iau]nk\w*|worse\w*|deteriorat\w+|"
    r"vähen(?:es|esid|eb|evad|enud|das|dasid|dab|davad|danud|da|em\w*|dam\w*)|"
    r"lange(?:s|sid|b|vad|nud)|langus\w*|kahane\w*|alane(?:s|sid|b|nud)|kärpi\w*|halvene\w*"
)
# What may say the same in other words; enough for a quote, too loose for a claim.
_UPWARD = re.compile(
    rf"\b(?:{_UP}|better|more|larger|bigger|higher|greater|rais\w+|grow|rise|rising|double|expan\w+|"
    r"widen\w*|gain\w*|progress\w*|rohkem|enam|suurem\w*|kõrgem\w*|kasva\w*|tõst\w*|tõus\w*|"
    r"paran\w+|arene\w*|laiene\w*|korda)\b",
    re.I,
)
_DOWNWARD = re.compile(
    rf"\b(?:{_DOWN}|less|fewer|lower|smaller|cut(?:s|ting)?|drops?|fall(?:s|ing)?|eas(?:e|ed|es|ing)|"
    r"relie(?:f|ve\w*)|halv\w+|sav(?:e|es|ed|ings?)|vähem\w*|väikse\w*|madalam\w*|vähen\w+|lange\w*|"
    r"leeven\w+|kärbi\w*|kokkuhoi\w*|hoi(?:ab|dis|dab)|kaha\w+)\b",
    re.I,
)
_RISE, _FALL = (re.compile(rf"\b(?:{words})\b", re.I) for words in (_UP, _DOWN))


def denials(text: str, lang: str) -> int:
    """How many times something in the sentence is denied."""
    plain = _NOT_ONLY.sub(" ", text)
    return len((_DENY_ET if lang == "et" else _DENY_EN).findall(plain))


def hedges(text: str, lang: str) -> bool:
    """Whether the sentence tells of what may be, is meant or is wished, not of what is."""
    return bool((_HEDGE_ET if lang == "et" else _HEDGE_EN).search(text))


def turns(text: str, quote: str) -> bool:
    """Whether the sentence tells of a rise or a fall that the quote does not tell of."""
    ways = ((_RISE, _UPWARD), (_FALL, _DOWNWARD))
    return any(said.search(text) and not given.search(quote) for said, given in ways)
