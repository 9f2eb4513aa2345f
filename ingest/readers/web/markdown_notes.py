"""The footnotes that a Markdown text defines itself, in order of their mention.

    taken("Oli 100.[^a]\\n\\n[^a]: Arvab autor.")  ->  "Oli 100.[^a]\\n", {"a": "Arvab autor."}

CommonMark has no footnotes; this is the notation of pandoc and GitHub. Differs from marks of the
description's sources, which a text does not define.
"""

from __future__ import annotations

from collections.abc import Callable

_OPEN, _FENCES = "[^", ("```", "~~~")
_INDENT = 4  # columns, by definition: what goes on under a note; more than 3 before it are code


def taken(text: str) -> tuple[str, dict[str, str]]:
    """The text without its definitions, and each definition by its name."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    open_note: list[str] | None = None
    fence = ""
    for line in text.split("\n"):
        fence = _fence_after(line, fence)
        name, said = ("", "") if fence else _definition(line)
        if name:
            open_note = notes.setdefault(name, [])
            open_note.append(said)
        elif open_note is not None and _goes_on(line, open_note):
            open_note.append(line[_INDENT:] if line[:_INDENT].isspace() else line.lstrip())
        else:
            open_note = None
            kept.append(line)
    return "\n".join(kept), {name: "\n".join(lines).strip() for name, lines in notes.items()}


def marked(text: str, mark: Callable[[str], str | None], other: Callable[[str], str]) -> str:
    """The text with each mention `[^name]` as `mark` gives it, the rest as `other` does."""
    parts: list[str] = []
    at = 0
    while (begin := text.find(_OPEN, at)) >= 0:
        end = text.find("]", begin)
        if end < 0:
            break
        said = mark(text[begin + len(_OPEN) : end])
        stop = begin + len(_OPEN) if said is None else end + 1
        parts += [other(text[at:begin]), other(text[begin:stop]) if said is None else said]
        at = stop
    return "".join((*parts, other(text[at:])))


def _fence_after(line: str, fence: str) -> str:
    """The fence of the block of code that is open after this line."""
    mark = line.strip()[: len(_FENCES[0])]
    if mark not in _FENCES:
        return fence
    return "" if mark == fence else fence or mark


def _definition(line: str) -> tuple[str, str]:
    plain = line.lstrip(" ")
    name, end, said = plain[len(_OPEN) :].partition("]:")
    is_one = plain.startswith(_OPEN) and end and name and not set(name) & {"]", " ", "\t"}
    return (name, said.strip()) if is_one and len(line) - len(plain) < _INDENT else ("", "")


def _goes_on(line: str, note: list[str]) -> bool:
    """Whether a line belongs to the note before it: indented, blank, or its paragraph's next."""
    if not line.strip() or line[:_INDENT].isspace() or line.startswith("\t"):
        return True
    return bool(note[-1].strip()) and not line.startswith(("#", "|", "-", "*", ">", "<", "1."))
