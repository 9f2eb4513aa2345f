"""Writes descriptions: the YAML of a document, made anew or changed in place.

    given(["year=2018", "sectors=culture", "sectors=justice"])
    -> {"year": 2018, "sectors": ["culture", "justice"]}
    changed("id: a\\ntitle: Old\\n", {"title": "New"})  ->  'id: a\\ntitle: "New"\\n'

Differs from `catalogue`, which reads descriptions and checks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields

import yaml

from corpus.catalogue import catalogue
from corpus.documents import Metadata
from corpus.errors import BadInput, InvalidMetadata

_FIELDS = tuple(field.name for field in fields(Metadata))
_LISTS = frozenset(field.name for field in fields(Metadata) if field.default == ())
_ONE_LINE = 1 << 30
_PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)\Z)[a-z][a-z-]*")


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
    """The description with these fields in place of their former values; the rest as it was.

    Raises:
        InvalidMetadata: the text is no YAML mapping.
    """
    wanted = catalogue.read_yaml(text, "the description") | dict(values)
    made = text if not text or text.endswith("\n") else f"{text}\n"
    for name, value in values.items():
        line = f"{name}: {_shown(value)}\n"
        # A field reaches to the next line that begins neither with a blank nor with a list's dash.
        block = re.compile(rf"^{re.escape(name)}[ \t]*:.*\n(?:(?:[ \t]+\S.*|-.*|[ \t]*)\n)*", re.M)
        made, n = block.subn(lambda _, line=line: line, made, count=1)  # type: ignore[misc]
        made += "" if n else line
    with suppress(InvalidMetadata):
        if catalogue.read_yaml(made, "the description") == wanted:
            return made
    return "".join(f"{name}: {_shown(value)}\n" for name, value in wanted.items())


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    """The value as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    if isinstance(value, str):
        return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=_ONE_LINE).strip()
    return "null" if value is None else str(value)
