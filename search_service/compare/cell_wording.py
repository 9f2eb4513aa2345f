"""Whether a sentence's wording lets it stand alone in a cell, and what a null result sounds like.

    fitness("scale", statement, 0.9)  ->  0.85; 0.0 where it cannot stand in that cell at all

Cue words of both languages, each for what they are told to be for. Differs from
`statement_kinds`, which tells what a sentence is about, and from `comparison_cells`, which
chooses.
"""

from __future__ import annotations

import re

from corpus import markup
from search_service.compare.statement_kinds import tells_a_gap
from search_service.compare.statements import Statement

_SHORT, _LONG = 45, 280  # characters; others read less well in a table
_LATE = 0.6  # of a document: what is said of the approach from there on is mostly its weakness
_LEANING = re.compile(
    r"(?:It|They|This|That|These|Those|Such|He|She|However|But|And|So|Then|Yet|Here|There|The "
    r"(?:latter|former|same)|See|Seda|Selle|Need|Nende|Ta|Tema|Nad|Kuid|Aga|Siis|Nii|Seega|Sama|"
    r"Samuti|Sellis|Siin|Neid|Neist)\b"
)
_ABOUT = re.compile(
    r"\b(?:over|about|some|more than|nearly|under|üle|umbes|ligi|enam kui|alla)\b", re.I
)
_NUMBER = re.compile(r"\d|\b(?:hundreds?|thousands?|dozens?|tosin|sadu|tuhandeid|kümneid)\b", re.I)
_NO_COUNT = re.compile(
    r"\b(?:aged?|from age|over|under|age of) \d+(?:\s?[-–]\s?\d+)?(?! \w+ (?:people|places))"
    r"|\b\d+(?:[-–]\d+)?-(?:aasta|year)\w*|\b(?:19|20)\d\d\b"
    r"|\b\d+(?:[-–]\d+)? (?:months?|weeks?|years?|hours?|days?|kuud?|nädala\w*|aasta\w*|tundi?"
    r"|päeva?)\b",
    re.I,
)
_WISH = re.compile(
    r"\A(?:if|when|kui)\b|\bonly (?:if|when)\b|\bainult siis\b"
    r"|\b(?:should|would|could|might|may|must|ought|whether)\b|\b(?:peaks|võiks|oleks|tuleks|kas)\b",
    re.I,
)
_DIGITS = re.compile(r"\d")
_ABOUT_PAYING = re.compile(
    r"\b(?:comes? from|came from|paid (?:by|for|with)|pays? for|funded|financed"
    r"|costs? (?:about|EUR)|share the cost|rahasta\w*|saadakse|saab raha|maksa(?:b|vad|takse)"
    r"|kulud? (?:kat|jagun)\w*)\b",
    re.I,
)
_AMOUNT = re.compile(r"(?:€|£|\$|EUR|GBP|USD|DKK|SEK|euro|kroon|pound|nael)", re.I)
_NULL = re.compile(
    r"\bdid not (?:reduce|improve|raise|lower|change|differ|reach|work|lead|fall|rise|show|help)"
    r"|\bno (?:significant |measurable |clear |statistically )*(?:difference|effect|impact|change"
    r"|reduction|improvement|saving)|\bnot (?:significant|reached|achieved|lower|reduced|better)"
    r"|\bfailed\b|\bended early|\blost (?:their|its|the) money|\bhad (?:disappeared|faded)"
    r"|\bnegative result|\bnull result|\bwithout effect|\bfewer than (?:planned|expected)"
    r"|\bei (?:vähen|paran|suuren|langen|muutn|saavuta|tuvasta|mõjuta|toonud|täitn|toimin)"
    r"|\bmõju ei (?:ol|lei|tuvas)|erinevust ei|ebaõnnestu|\bei erine|enne tähtaega|oodatust vähem",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?:volunteers?|mentors?|participants?|residents?|team|workers?|staff|members?|teachers?"
    r"|students?|young people|children|families|neighbours|nurses?|trainers?|people|organisation"
    r"|cooperative|centre|bank|fund|provider|vabatahtli|mentor|osaleja|elani|meeskon|töötaja|liikme"
    r"|õpetaja|õpilas|noor|lap[si]|pere|naabri|õde|juhendaja|inimes|ühing|ühistu|kesku|fond|pakkuja)",
    re.I,
)
_LACK = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|without|lacks?|lacking|lone(?:ly|liness)|poor|hard(?:er|ens)?"
    r"|difficult|unemploy\w*|cannot|los[est]\w*|few|fewer|too|alone|wast\w*|crime\w*|illness|ill|sick"
    r"|homeless\w*|debt\w*|threat\w*|barrier|gap|problem|trouble\w*|risk|left|scarce|rarely|seldom|only"
    r"|old|hungry|hidden|locked|fad(?:es|ed)|worse|corruption|unequal|apart|throw)\b"
    r"|\b(?:ei|pole|puudu|puudub|vähe|üksi|üksil|raske|keeruli|töötu|haige|kodutu|võlg|mure|häda|harva"
    r"|ilma|kao(?:b|vad|tab)|nap[pi]|probleem|takist|ainult|üksnes|jääb|jäävad|kaugel|liiga)",
    re.I,
)
_THOUGHT = re.compile(
    r"\b(?:may|might|can be imagined|probably|perhaps|thus|hence|named as|is known|example|in part"
    r"|appears? in|not the (?:purpose|point)|võib-olla|ilmselt|tõenäoliselt|näitek?s|seega|mõõda"
    r"|nimetatakse|erista)|\bmitte\b|, not\b",
    re.I,
)
_COMPARED = re.compile(r"\bagainst\b|comparison|control group|võrdlus|kontrollrühm", re.I)
_OUTCOME = re.compile(
    r"\d|\b(?:in ten|out of|half|third|quarter|most|majority|found|show(?:s|ed)?|report(?:s|ed)?"
    r"|fell|rose|dropp|reduc|increas|improv|prevent|avoid|sav(?:ed|es)|lower|higher|fewer|better|worse|effect"
    r"|repaid|satisf|leid|näita|vähen|suuren|kasv|paran|langes|tõus|säästis|pool\b|kolmandik"
    r"|enamik|mõju|parem|halvem|harvem|rohkem)",
    re.I,
)
# These speak of a study that looked and found nothing, not of one that nobody has found.
_FOUND_NOTHING = re.compile(
    r"\bfound no (?:\w+ ){0,2}(?:effect|impact|difference|change|improvement|reduction)"
    r"|(?:mõju|erinevust|vahet) ei (?:leitud|leidnud|tuvastatud|olnud)"
    r"|\bei (?:leidnud|leitud|tuvastanud)\b.{0,90}\b(?:mõju|erinevus|vahet)",
    re.I,
)
_BEGAN = re.compile(
    r"\b(?:since|began|begun|started|launched|opened|founded|set up|alates|alusta|avat|asutat"
    r"|algas|loodi|käivit)\w*\b.*?\b((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d)\b.*?\b(?:began|started|launched|opened|founded|alusta|avat|asutat|algas"
    r"|loodi|käivit)",
    re.I,
)


def fitness(field: str, statement: Statement, likelihood: float) -> float:
    """How well a sentence would stand alone in a table, if it is likely enough; 0: not at all."""
    text, worth = statement.text, likelihood
    if text.endswith(":") or text.count("(") != text.count(")"):
        return 0.0  # it leads to a list, or is cut in two
    if markup.CELL in text and not _tells(text):
        return 0.0  # a row without the head of its table
    if field in _FIGURES and (tells_a_gap(text) or not _FIGURES[field](text)):
        return 0.0  # that a number is not known is no number
    if _LEANING.match(text):
        worth -= 0.15
    if not _SHORT <= len(text) <= _LONG:
        worth -= 0.1
    if text.endswith(("?", ";", ",")) or text[:1].islower():
        worth -= 0.15
    if field == "results" and statement.opening and statement.sections > 1:
        worth -= 0.4  # a figure at the beginning tells how bad things were
    if field == "approach":
        worth += _approach_fitness(statement)
    if field == "problem" and not _LACK.search(text):
        worth -= 0.08
    if field == "money" and _ABOUT_PAYING.search(text):
        worth += 0.1
    if field == "money" and _AMOUNT.search(text) and _DIGITS.search(text):
        worth += 0.15
    return max(worth, 0.01)


def _approach_fitness(statement: Statement) -> float:
    """Better for somebody who does something, worse for what is thought about it."""
    worth = -0.3 if statement.place > _LATE else 0.0
    if _SOMEBODY.search(statement.text):
        worth += 0.15
    if _THOUGHT.search(statement.text):
        worth -= 0.3
    return worth


def _counts_something(text: str) -> bool:
    """Whether a number is left that is no year, age or length of time; an effect is no scale."""
    return not _COMPARED.search(text) and bool(_NUMBER.search(_NO_COUNT.sub(" ", text)))


def _tells_an_outcome(text: str) -> bool:
    return not _WISH.search(text) and bool(_OUTCOME.search(text))


_FIGURES = {"scale": _counts_something, "results": _tells_an_outcome}


def _tells(row: str) -> bool:
    """Whether a table's row has words beside its figures and its first cell."""
    return any(map(str.isalpha, _ABOUT.sub("", row.partition(markup.CELL)[2])))


def says_null(text: str) -> bool:
    """Whether it says that something did not work; a rule for that case is no result."""
    if _WISH.match(text):
        return False
    return found_nothing(text) or (bool(_NULL.search(text)) and not tells_a_gap(text))


def found_nothing(text: str) -> bool:
    """Whether it says that somebody looked for an effect and found none."""
    return bool(_FOUND_NOTHING.search(text))


def tells_the_beginning(text: str) -> bool:
    """Whether it tells in which year something began."""
    return bool(_BEGAN.search(text))
