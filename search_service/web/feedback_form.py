"""The form by which readers say what they think: its choices, and what it sent.

    read("kind=answer&said=not+helpful%2Funclear&question=…", "et", today)  ->  Feedback(…)

Differs from `corpus.feedback`, which says what may be kept of it. A choice is a verdict with its
reason in one field, so that the form needs no JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from corpus.errors import BadInput
from corpus.feedback import REASONS, VERDICTS, Feedback
from search_service.phrases.phrases import phrase_key

MEDIA_TYPE = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20
_LONGEST_ID = 128  # characters, as the store has them
_OWN_SITE = ("same-origin", "none")  # as browsers say where a request comes from
_SAID = {
    "helpful": phrase_key("said_helpful"),
    "not helpful/beside the question": phrase_key("said_beside"),
    "not helpful/incomplete": phrase_key("said_incomplete"),
    "not helpful/out of date": phrase_key("said_out_of_date"),
    "not helpful/unclear": phrase_key("said_unclear"),
    "not helpful/other": phrase_key("said_not_helpful"),
    "error/fact": phrase_key("said_fact"),
    "error/source": phrase_key("said_source"),
    "error/text": phrase_key("said_text"),
    "error/personal data": phrase_key("said_personal"),
    "error/other": phrase_key("said_error"),
}


class Choice(NamedTuple):
    """What can be chosen: the field's value, and the key of what readers see."""

    value: str
    told: str


def choices(kind: str, verdicts: tuple[str, ...] = ()) -> list[Choice]:
    """All that can be said of that kind of thing, or what these verdicts leave of it.

    Raises:
        BadInput: there is no such kind.
    """
    if kind not in VERDICTS:
        raise BadInput(f"feedback: kind '{kind[:40]}' is not known; choose {', '.join(VERDICTS)}")
    verdicts = verdicts or VERDICTS[kind]
    values = [
        f"{verdict}/{reason}" if reason else verdict
        for verdict in verdicts
        for reason in REASONS[verdict] or (None,)
    ]
    return [Choice(value, _SAID[value]) for value in values]


def read(body: str, lang: str, day: date) -> Feedback:
    """What was sent.

    Raises:
        BadInput: it is no form of ours.
    """
    try:
        sent = dict(parse_qsl(body, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise BadInput(f"feedback: the form cannot be read ({error})") from None
    if not sent.get("said"):
        raise BadInput("feedback: nothing was chosen; go back and choose what you want to say")
    verdict, _, reason = sent["said"].partition("/")
    return Feedback(
        kind=sent.get("kind", ""),
        verdict=verdict,
        lang=lang,
        day=day,
        reason=reason or None,
        document_id=sent.get("document", "")[:_LONGEST_ID] or None,
        passage_id=sent.get("passage", "")[:_LONGEST_ID] or None,
        question=sent.get("question") or None,
        text=sent.get("text", "").replace("\r\n", "\n").strip(),
    )


def is_from_here(headers: Mapping[str, str], public_url: str | None) -> bool:
    """Whether a page of ours sent it, as the browser says; a program need not say anything."""
    if site := headers.get("sec-fetch-site"):
        return site in _OWN_SITE
    origin = headers.get("origin")
    if origin is None or origin == public_url:
        return True
    return urlsplit(origin).netloc == headers.get("host")
