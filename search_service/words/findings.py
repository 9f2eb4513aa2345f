"""What a sentence says of what it does not say: that something is unknown, or had no effect.

    is_unknown("How visitors were counted is not known.")       ->  True
    is_null_result("Katse ei vähendanud korduvkuritegevust.")   ->  True

The first is no answer, and where it fits a question better than any finding does, the corpus has
none. The second is an answer that must not be hidden. By words only, in Estonian and English.
"""

from __future__ import annotations

import re

_UNKNOWN = re.compile(
    r"\b(?:ei (?:leidnud|leitud|leia|leidu|selgu|tea|teata|avalda\w*|ütle|kajasta|mõõde\w*|"
    r"hinnatud|"
    r"saa (?:siit|öelda|väita|järeldada)|ole (?:\w+ )?(?:avaldatud|teada|arve|arvu|andmeid|infot|"
    r"teavet|öeldud|nimetatud|mõõdetud|hinnatud|märgitud))|pole (?:teada|avaldatud|arve|andmeid)|"
    r"(?:andme|teave|info|arv)\w* (?:\w+ ){0,3}(?:puudu\w+|ei ol\w+)|puudu(?:b|vad)|teadmata|"
    r"avaldamata|vastuseta|"
    r"(?:was|were|is|are|be|been) (?:\w+ )?(?:not|nowhere|never) (?:\w+ )?(?:found|known|published|"
    r"stated|given|reported|recorded|available|measured|said|told|named|in (?:these|the|our))|"
    r"not (?:found|known|published|stated|recorded|given)|unknown|"
    r"no (?:\w+ )?(?:figures?|data|numbers?|information|counts?|records?|evaluations?|account|"
    r"trace|"
    r"study|studies|price)|(?:is|are|stays?|remains?) (?:silent|unknown|unclear)|"
    r"cannot (?:be )?(?:\w+ )?(?:found|told|tell|read|say|answer)|did not find|"
    r"do(?:es)? not (?:know|say|tell|state|give|name|record|cover|report|mention)|"
    r"nothing (?:\w+ )?(?:about|on|is|was)|neither)\b",
    re.I,
)
_WHAT = (
    r"(?:programme|program|project|trial|pilot|scheme|experiment|intervention|initiative|contract|"
    r"therapy|bond|service|campaign|venture|attempt|idea|model|method|it|they)s?"
)
_AIM = r"(?:target|aim|goal|threshold|objective|plan)s?"
_NO_EFFECT_ET = (
    r"mõju (?:puudus|puudub|ei (?:leidnud|leitud|olnud|ilmnenud|avaldunud|tuvastatud|täheldatud))|"
    r"ei (?:leidnud|leitud|tuvastanud|tuvastatud|ilmnenud|näidanud|avaldanud|olnud) (?:\w+ ){0,2}"
    r"(?:mõju(?! kohta)|erinevust|paranemist)\b|erinevust ei (?:olnud|leitud|ilmnenud)|"
    r"ei (?:vähendanud|vähenenud|suurendanud|suurenenud|parandanud|paranenud|mõjutanud|"
    r"saavutanud|saavutatud|toiminud|tõstnud|täitnud)|(?:eesmär|kava|plaan)\w* ei täidetud|"
    r"(?:mõju|tulemus) oli negatiiv\w+|negatiiv\w+ mõju oli|"
    r"(?:ebaõnnestus|nurjus|luhtus)(?:id)?|kukku(?:s|sid) läbi|läbi kuk(?:kunud|kus|kusid)|"
    r"lõpetati (?:enneaegselt|ennetähtaegselt|varem)|kaotas\w* (?:oma )?raha"
)
_NO_EFFECT_EN = (
    r"no (?:(?:statistically|significant|measurable|lasting|clear|overall|real) ){0,2}"
    r"(?:effect|impact)s?|"
    r"(?:had|made|found|showed|saw|brought) (?:no|little) (?!measured|known|published)"
    r"(?:\w+ ){0,2}(?:effect|impact|difference|improvement|change|reduction|benefit|gain)s?|"
    r"had an? (?:\w+ )?(?:negative|adverse|harmful) (?:effect|impact)|made (?:things|it) worse|"
    r"(?<!what )(?<!who )did(?:n['’]t| not) (?:\w+ )?(?:reduce|improve|increase|lower|raise|"
    r"succeed|work|differ)(?! with)|(?:has|have|had) not (?:reduced|improved|increased|lowered|"
    r"raised|succeeded|worked)|"
    rf"did(?:n['’]t| not) (?:reach|meet|hit|achieve) (?:\w+ ){{0,2}}{_AIM}|"
    r"(?<!who )(?:was|were|had|have|has) not (?:been )?(?:\w+ )?(?:reached|met|achieved)|"
    rf"{_WHAT} failed|failed to (?:reduce|improve|increase|lower|raise|achieve|"
    r"reach|meet|deliver|show)|(?:was|were|is|proved|ended in) a? ?failure|"
    rf"(?<!that )missed (?:its|the|their) {_AIM}|(?<!that )fell short|ended early|"
    r"was (?:stopped|cancelled|wound up)|lost (?:its|their|the|all) (?:money|investment|capital)"
)
_NULL = re.compile(rf"\b(?:{_NO_EFFECT_ET}|{_NO_EFFECT_EN})\b", re.I)
_SENTENCE_END = re.compile(r"[.!?…]\S*\s")
# Before it in the sentence: then it may be, or is denied, and is no result.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|may|might|would|could|will|should|does not mean|võib|võiks|oleks|"
    r"peaks|kas|ei tähenda)\b|(?:^|[,;:(–] ?)kui\b",
    re.I,
)


def is_unknown(text: str) -> bool:
    """Whether the text says that something is not known or was not found.

    Narrower than `statement_kinds.tells_a_gap`, by which cells of a comparison are chosen: a doubt
    about a source is no gap here, since the sentence may still answer.
    """
    return _UNKNOWN.search(text) is not None


def is_null_result(text: str) -> bool:
    """Whether the text states that something had no or a bad effect, or missed its aim.

    It labels a quote. `cell_wording.says_null` chooses one for a table of results, so there a rule
    for failing ("if it fails …") and a study that nobody has found do not count.
    """
    return any(not _supposed(text[: found.start()]) for found in _NULL.finditer(text))


def _supposed(before: str) -> bool:
    sentence = _SENTENCE_END.split(before)[-1]
    return _SUPPOSED.search(sentence) is not None
