"""Fills the cells of a comparison from a document: the sentence that says it best, or nothing.

    CellReader(representation, kinds).read(document, passages)  ->  Reading(cells, …)

A cell's quote is `passage.text[start:end]`. Below a field's bar the cell stays empty: "not
stated" is the honest answer. Country, first year and evidence level come from the catalogue.
Differs from `statement_kinds`, which only says what a sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.documents import Document, Metadata, Passage
from search_service.answers import Citation
from search_service.comparisons import Cell
from search_service.encoder import Vectors
from search_service.representation import Representation
from search_service.searcher import SearchHit
from search_service.statement_kinds import KINDS, StatementKinds, tells_a_gap
from search_service.statements import Statement, statements

_MOST_PASSAGES = 40  # of a long document: the first ones

# How sure the reading must be. Chosen on practices of Estonia, which no comparison for Estonia
# shows; measured on others (docs/evaluation.md).
_BARS = {
    "target_group": 0.50,
    "problem": 0.48,
    "approach": 0.43,
    "scale": 0.45,
    "money": 0.50,
    "results": 0.50,
    "to_copy": 0.55,
}
_LEEWAY = 0.1  # below the bar for a likely sentence that does not stand well alone
_LOOKED_BAR = 0.05  # for a sentence that says that somebody looked and found nothing
_NULL_BAR = 0.2  # for a sentence that also has the words of a null result
_SHORT, _LONG = 45, 280  # characters; others read less well in a table
_LATE = 0.6  # of a document: what is said of the approach from there on is mostly its weakness
_LEANING = re.compile(
    r"(?:It|They|This|That|These|Those|Such|He|She|However|But|And|So|Then|Yet|Here|There|The "
    r"(?:latter|former|same)|See|Seda|Selle|Need|Nende|Ta|Tema|Nad|Kuid|Aga|Siis|Nii|Seega|Sama|"
    r"Samuti|Sellis|Siin|Neid|Neist)\b"
)
_ROW = " | "
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its cells, and its statements with their vectors and likelihoods."""

    document: Document
    cells: dict[str, Cell]
    statements: Sequence[Statement]
    vectors: Vectors
    likelihoods: Vectors

    def citation(self, at: int) -> Citation:
        """The citation of the statement at that place."""
        return _citation(self.document, self.statements[at], 0.0)


class CellReader:
    """Reads documents into cells; holds no state of its own."""

    def __init__(self, representation: Representation, kinds: StatementKinds) -> None:
        self._representation = representation
        self._kinds = kinds

    def prepare(self) -> Iterator[None]:
        """Encodes step by step what the first reading needs."""
        return self._kinds.prepare()

    def read(self, document: Document, passages: Sequence[Passage]) -> Reading:
        """The cells of a document, every quoted one with its citation."""
        said = statements(document, passages[:_MOST_PASSAGES])
        if not said:
            none = np.zeros((0, self._representation.dimensions), np.float32)
            cells = _catalogue(document.metadata, []) | {field: Cell(field) for field in _BARS}
            return Reading(document, cells, [], none, np.zeros((0, len(KINDS)), np.float32))
        found = self._representation.passages(
            [s.text for s in said], [s.passage.lang for s in said]
        )
        vectors = np.stack([each.dense for each in found])
        likelihoods = self._kinds.likelihoods(said, vectors)
        cells = _catalogue(document.metadata, [_citation(document, s, 0.0) for s in said])
        cells |= _quoted(document, said, likelihoods)
        return Reading(document, cells, said, vectors, likelihoods)


def _catalogue(metadata: Metadata, citations: Sequence[Citation]) -> dict[str, Cell]:
    """Country, years and evidence level; a year that the catalogue lacks may stand in the text."""
    years = Cell("years", value=str(metadata.year) if metadata.year else None)
    if not metadata.year:
        began = next((c for c in citations if _BEGAN.search(c.quote)), None)
        years = Cell("years", (began,) if began else ())
    return {
        "country": Cell("country", value=metadata.country),
        "years": years,
        "evidence_level": Cell("evidence_level", value=metadata.evidence_level),
    }


def _quoted(document: Document, said: Sequence[Statement], likelihoods: Vectors) -> dict[str, Cell]:
    taken: set[int] = set()
    cells: dict[str, Cell] = {}
    fitness = {
        field: [_fitness(field, s, float(p)) for s, p in zip(said, of_kind, strict=True)]
        for field, of_kind in ((f, likelihoods[:, KINDS.index(f)]) for f in _BARS)
    }
    # The surest field chooses first, so that no sentence fills two cells.
    for field in sorted(_BARS, key=lambda f: -max(fitness[f])):
        free = [i for i in range(len(said)) if i not in taken]
        best = max(free, key=lambda i: fitness[field][i], default=None)
        citations: tuple[Citation, ...] = ()
        sure = best is not None and likelihoods[best, KINDS.index(field)] >= _BARS[field]
        if best is not None and sure and fitness[field][best] >= _BARS[field] - _LEEWAY:
            taken.add(best)
            score = float(likelihoods[best, KINDS.index(field)])
            citations = (_citation(document, said[best], score),)
        cells[field] = Cell(field, citations)
    cells["results"] = _with_null(document, cells["results"], said, likelihoods)
    return cells


def _fitness(field: str, statement: Statement, likelihood: float) -> float:
    """How well a sentence would stand alone in a table, if it is likely enough; 0: not at all."""
    text, fitness = statement.text, likelihood
    if text.endswith(":") or text.count("(") != text.count(")"):
        return 0.0  # it leads to a list, or is cut in two
    if _ROW in text and not _tells(text):
        return 0.0  # a row without the head of its table
    if field in _FIGURES and (tells_a_gap(text) or not _FIGURES[field](text)):
        return 0.0  # that a number is not known is no number
    if _LEANING.match(text):
        fitness -= 0.15
    if not _SHORT <= len(text) <= _LONG:
        fitness -= 0.1
    if text.endswith(("?", ";", ",")) or text[:1].islower():
        fitness -= 0.15
    if field == "results" and statement.opening and statement.sections > 1:
        fitness -= 0.4  # a figure at the beginning tells how bad things were
    if field == "approach":
        fitness += _approach_fitness(statement)
    if field == "problem" and not _LACK.search(text):
        fitness -= 0.08
    if field == "money" and _ABOUT_PAYING.search(text):
        fitness += 0.1
    if field == "money" and _AMOUNT.search(text) and _DIGITS.search(text):
        fitness += 0.15
    return max(fitness, 0.01)


def _approach_fitness(statement: Statement) -> float:
    """Better for somebody who does something, worse for what is thought about it."""
    fitness = -0.3 if statement.place > _LATE else 0.0
    if _SOMEBODY.search(statement.text):
        fitness += 0.15
    if _THOUGHT.search(statement.text):
        fitness -= 0.3
    return fitness


def _counts_something(text: str) -> bool:
    """Whether a number is left that is no year, age or length of time; an effect is no scale."""
    return not _COMPARED.search(text) and bool(_NUMBER.search(_NO_COUNT.sub(" ", text)))


def _tells_an_outcome(text: str) -> bool:
    return not _WISH.search(text) and bool(_OUTCOME.search(text))


_FIGURES = {"scale": _counts_something, "results": _tells_an_outcome}


def _tells(row: str) -> bool:
    """Whether a table's row has words beside its figures and its first cell."""
    return any(map(str.isalpha, _ABOUT.sub("", row.partition(_ROW)[2])))


def _with_null(
    document: Document, cell: Cell, said: Sequence[Statement], likelihoods: Vectors
) -> Cell:
    """The results with the likeliest sentence that says that something did not work."""
    column = likelihoods[:, KINDS.index("results")]
    looked = [bool(_FOUND_NOTHING.search(s.text)) for s in said]
    nulls = [
        i
        for i, s in enumerate(said)
        if column[i] >= (_LOOKED_BAR if looked[i] else _NULL_BAR) and _says_null(s.text)
    ]
    if not nulls:
        return cell
    best = max(nulls, key=lambda i: (looked[i], column[i]))
    added = _citation(document, said[best], float(column[best]))
    known = [(c.hit.passage.id, c.start) for c in cell.citations]
    citations = cell.citations
    if (added.hit.passage.id, added.start) not in known:
        citations = (*citations, added)
    return Cell("results", citations, null_result=True)


def _says_null(text: str) -> bool:
    if _WISH.match(text):
        return False  # "if the goal is not reached": a rule, not a result
    if _FOUND_NOTHING.search(text):
        return True
    return bool(_NULL.search(text)) and not tells_a_gap(text)


def _citation(document: Document, statement: Statement, score: float) -> Citation:
    hit = SearchHit(1, score, statement.passage, document)
    return Citation(hit, statement.start, statement.end, score)
