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
_NULL = re.compile(
    r"\b(?:ebaõnnestu\w*|läbi kukku\w*|kukkus läbi|nurju\w*|luhtu\w*|mõju (?:ei|puudus|puudub)|"
    r"mõjuta(?:\b|ks)|ei (?:vähene\w*|vähenda\w*|suurene\w*|suurenda\w*|paranda\w*|parane\w*|"
    r"mõjuta\w*|"
    r"saavuta\w*|toimi\w*|töötanud|täitunud|täidetud|õnnestu\w*|muut(?:nud|unud|u)|tõsta\w*|"
    r"tõus\w*|"
    r"ilmne\w*|erine\w*)|erinevust ei|lõpetati (?:enneaegselt|varem)|raha jäi saamata|"
    r"kaotas\w* raha|"
    r"(?:no|little|without) (?:\w+ ){0,2}(?:effect|impact|difference|improvement|change|reduction|"
    r"benefit|gain)s?|not (?:\w+ ){0,2}(?:effective|reduce[d]?|improve[d]?|increase[d]?|"
    r"lower(?:ed)?|"
    r"raise[d]?|change[d]?|achieve[d]?|reach(?:ed)?|succeed(?:ed)?|met|work(?:ed)?|significant\w*)|"
    r"(?:did|does|do)(?:n['’]t| not) (?:reduce|improve|increase|lower|raise|change|achieve|reach|"
    r"succeed|work|differ)|fail(?:s|ed|ure|ures)?|missed (?:its|the|their) target|fell short|"
    r"ended early|was (?:stopped|cancelled|wound up)|lost (?:its|their|the|all) (?:money|"
    r"investment|capital))\b",
    re.I,
)


def is_unknown(text: str) -> bool:
    """Whether the text says that something is not known or was not found.

    Narrower than `statement_kinds.tells_a_gap`, by which cells of a comparison are chosen: a doubt
    about a source is no gap here, since the sentence may still answer.
    """
    return _UNKNOWN.search(text) is not None


def is_null_result(text: str) -> bool:
    """Whether the text tells of no effect, or of a failure.

    It labels a quote. `cell_wording.says_null` chooses one for a table of results, so there a rule
    for failing ("if it fails …") and a study that nobody has found do not count.
    """
    return _NULL.search(text) is not None
