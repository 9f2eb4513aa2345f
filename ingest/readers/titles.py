"""Whether a title that a file carries was given on purpose, or left by the program that wrote it.

    is_named("Sotsiaalse innovatsiooni mõju")  ->  True
    is_named("PowerPointi esitlus")            ->  False      the template's

Every reader asks here before it believes a file's own properties; what it does without a title
is the reader's affair.
"""

from __future__ import annotations

from pathlib import PurePath

_FEWEST_LETTERS = 3  # by hand: fewer are a mark or an abbreviation of nobody's
_SUFFIXES = frozenset(  # by hand: of files that programs print, scan or export to PDF
    {
        "pdf", "doc", "docx", "docm", "dot", "dotx", "odt", "ott", "rtf", "txt", "md", "tex",
        "dvi", "ps", "ppt", "pptx", "pps", "ppsx", "odp", "key", "pages", "xls", "xlsx", "xlsm",
        "ods", "csv", "htm", "html", "xhtml", "mht", "mhtml", "eml", "msg", "epub", "xml", "zip",
        "indd", "qxd", "pub", "cdr", "ai", "psd", "vsd", "vsdx", "jpg", "jpeg", "png", "gif",
        "bmp", "tif", "tiff"
    }
)  # fmt: skip
_COUNTERS = "0123456789()-_#.: "  # what programs number their new files with

# What programs call a file that nobody named, in the languages of the corpus and its neighbours
# (by hand: the default names of Word, PowerPoint, LibreOffice, Google Docs and scanners).
_DEFAULTS = frozenset(
    """
    untitled|untitled document|untitled presentation|untitled spreadsheet|untitled page|unnamed|
    no title|title|document|new document|new microsoft word document|blank document|doc|draft|
    presentation|new presentation|powerpoint presentation|slide|slides|sheet|workbook|book|
    worksheet|page|page title|scan|scanned document|scanned image|scanned page|scanned from a xerox
    multifunction printer|scanned from a xerox multifunction device|image|img|print|printout|output|
    file|template|normal|default|full page photo|layout|pdf|pdf document|microsoft word document|
    microsoft powerpoint presentation|microsoft excel|word document|text|test|temp|tmp|home|index|
    nimetu|nimetu dokument|nimetu esitlus|nimeta|pealkirjata|pealkirjata dokument|pealkiri|dokument|
    uus dokument|uus microsoft wordi dokument|esitlus|uus esitlus|powerpointi esitlus|
    powerpoint esitlus|slaid|slaidid|töövihik|tööleht|leht|raamat|skaneeritud dokument|skannitud
    dokument|skaneering|skaneeritud pilt|pilt|fail|mall|esitluse pealkiri|dokumendi pealkiri|
    presentation title|document title|click to edit master title style|klõpsake juhteksemplari
    pealkirja laadi redigeerimiseks|präsentation|unbenannt|namnlös|nimetön|asiakirja|
    powerpoint-esitys|powerpoint-presentation|präsentation powerpoint|présentation powerpoint|
    презентация powerpoint|документ|без названия
    """.replace("\n", " ").split("|")
)
_NAMES = frozenset(" ".join(name.split()) for name in _DEFAULTS)
_PROGRAMS = (  # print drivers put their own name before the file's
    "microsoft word - ",
    "microsoft powerpoint - ",
    "microsoft excel - ",
    "powerpoint presentation - ",
    "scanned by ",
    "scanned from ",
    "scanned with ",
)


def is_named(title: str) -> bool:
    """Whether somebody gave the file this title on purpose."""
    plain = " ".join(title.casefold().split()).strip("\"'“”„«»<>[]")
    if plain.startswith(_PROGRAMS) or sum(map(str.isalpha, plain)) < _FEWEST_LETTERS:
        return False
    return plain.strip(_COUNTERS) not in _NAMES and not _is_file_name(plain)


def _is_file_name(plain: str) -> bool:
    """ "aruanne_2020.docx", "C:\\\\aruanne", "file:///…": a place, not a title."""
    if "://" in plain or plain[1:3] == ":\\":
        return True
    return PurePath(plain).suffix[1:] in _SUFFIXES
