"""Writes descriptions: the YAML of a document, made anew or changed in place.

    given(["year=2018", "sectors=culture", "sectors=justice"])
    -> {"year": 2018, "sectors": ["culture", "justice"]}
    changed("id: a\\ntitle: Old\\n", {"title": "New"})  ->  'id: a\\ntitle: "New"\\n'

Differs from `catalogue`, which reads descriptions and checks them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node

from corpus.catalogue import catalogue, references
from corpus.documents import Metadata, Reference
from corpus.errors import BadInput, InvalidMetadata

SUFFIXES = (".yaml", ".yml", ".YAML", ".YML")
_FIELDS = tuple(field.name for field in fields(Metadata))
_LISTS = frozenset(field.name for field in fields(Metadata) if field.default == ())
# Plain words; what any version of YAML takes for a truth value or for nothing goes in quotes.
_PLAIN = re.compile(r"[a-z][a-z-]*")
_TAKEN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# Characters that YAML does not take as they are, or takes for line ends.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TRAILING = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n|\Z)|\r?\n#[^\r\n]*)*(?:\r?\n[ \t]*)?\Z")


def beside(file: Path) -> list[Path]:
    """The descriptions `NAME.yaml` and `NAME.yml` of a file that are there; the first counts.

    Macintoshes part letters from their accents in names, other systems do not: both are found.
    """
    forms = (file.stem, *(unicodedata.normalize(form, file.stem) for form in ("NFC", "NFD")))
    names = (stem + suffix for suffix in SUFFIXES for stem in forms)
    places = dict.fromkeys(file.with_name(name) for name in names)
    return [place for place in places if place.is_file()]


def given(words: Sequence[str]) -> dict[str, object]:
    """The fields of `field=value` words; a list's field is repeated, an empty value clears.

    Raises:
        BadInput: a word has no `=`, or a field that holds one value is given two.
    """
    values: dict[str, object] = {}
    for word in words:
        name, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not name:
            raise BadInput(f"'{word}': write field=value, such as year=2018 or title='A title'")
        if name in _LISTS:
            former = values.setdefault(name, [])
            assert isinstance(former, list)
            former += [value] if value else []
        elif name in values:
            raise BadInput(f"'{name}' holds one value and is given twice")
        else:
            values[name] = int(value) if name == "year" and value.isdigit() else value or None
    return values


def written(metadata: Metadata) -> str:
    """The whole description, every field on a line of its own."""
    return changed("", {name: _listed(getattr(metadata, name)) for name in _FIELDS})


def changed(text: str, values: Mapping[str, object]) -> str:
    """The description with these fields in place of their former values.

    Every other character stays: comments, order, quoting, blank lines, the kind of line ends. Where
    the YAML is such that it cannot be done in place, all fields are written anew.

    Raises:
        InvalidMetadata: the text is no YAML mapping.
    """
    wanted = catalogue.read_yaml(text, "the description") | dict(values)
    newline = "\r\n" if "\r\n" in text else "\n"
    made = text
    for name, value in values.items():
        made = _put(made, name, _shown(value), newline)
    with suppress(InvalidMetadata):
        if catalogue.read_yaml(made, "the description") == wanted:
            return made
    return "".join(f"{name}: {_shown(value)}{newline}" for name, value in wanted.items())


def _put(text: str, name: str, shown: str, newline: str) -> str:
    found = _field(text, name)
    if found is None:
        line_end = "" if not text or text.endswith("\n") else newline
        return f"{text}{line_end}{name}: {shown}{newline}"
    key, value = found
    colon = text.index(":", key.end_mark.index) + 1
    start, end = _stretch(text, value)
    if start == end:  # nothing is said: the value's place is that of the next field
        return f"{text[:colon]} {shown}{text[colon:]}"
    gap, line_end, _ = text[colon:start].partition("\n")
    if not line_end:
        return text[:colon] + gap + shown + text[end:]
    comment = gap.rstrip()  # behind `sources:`, over the list
    return f"{text[:colon]} {shown}{comment}{text[end:]}"


def _field(text: str, name: str) -> tuple[Node, Node] | None:
    """The nodes of a field's name and value, which know where they stand."""
    try:
        root = YAML(pure=True).compose(text)
    except YAMLError:  # what was put in before made it unreadable
        return None
    pairs = root.value if isinstance(root, MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _stretch(text: str, value: Node) -> tuple[int, int]:
    """Where a value stands; what follows its last character is the file's."""
    start, end = int(value.start_mark.index), int(value.end_mark.index)
    is_block = isinstance(value, CollectionNode) and not value.flow_style
    if is_block or getattr(value, "style", None) in ("|", ">"):
        # A block reaches to the next field: over blank lines and comments that are not its own.
        end = start + len(_TRAILING.sub("", text[start:end]))
    return start, end


def _listed(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return [references.plain(each) if isinstance(each, Reference) else each for each in value]


def _shown(value: object) -> str:
    """The value as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_shown(each)}' for name, each in value.items())}}}"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _TAKEN:
        return value
    if isinstance(value, str):  # a string of JSON is one of YAML
        return _UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False))
    return "null" if value is None else str(value)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
