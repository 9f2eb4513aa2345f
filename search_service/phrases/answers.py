"""What answers say to readers, in both languages; `phrases` takes them in.

Differs from `answer_words`, which fills them with an answer's figures.
"""

from __future__ import annotations

ANSWER_PHRASES = {
    "direct_marked": (
        "Märgitud on arv või aeg, mis tõenäoliselt küsimusele vastab.",
        "The figure or date that most likely answers is marked.",
    ),
    "translation_label": (
        "Sama koht dokumendi tõlkes",
        "The same place in the document's translation",
    ),
    "original_label": (
        "Sama koht originaalis",
        "The same place in the original",
    ),
    "conflict_title": ("Dokumendid annavad eri arve", "The documents give different figures"),
    "conflict_note": (
        "Arvud pärinevad eri dokumentidest ja võivad kehtida eri aja või mõõtmisviisi kohta. "
        "Uuem dokument on eespool.",
        "The figures come from different documents and may hold for different times or ways of "
        "counting. The newer document comes first.",
    ),
    "figure": ("Arv", "Figure"),
    "document": ("Dokument", "Document"),
    "permanent_link": ("Püsilink tsitaadile", "Permanent link to the quote"),
    "proved": (
        "Iga tsitaati võrreldi enne näitamist uuesti talletatud leheküljega.",
        "Each quote was compared with the stored page once more before it was shown.",
    ),
    "nearest_title": ("Lähimad dokumendid", "Nearest documents"),
    "nearest_note": (
        "Tõendi tugevus skaalal 0–100; tsiteeritakse alates {bar} punktist.",
        "Strength of evidence from 0 to 100; quotes are shown from {bar} on.",
    ),
    "points": ("{n} punkti sajast", "{n} of 100"),
    "searched_all": (
        "Otsiti kogu teegist: {documents}, {passages}.",
        "Searched the whole corpus: {documents}, {passages}.",
    ),
    "searched_some": (
        "Otsiti filtritele vastavatest dokumentidest: {documents}, {passages}.",
        "Searched the documents that fit the filters: {documents}, {passages}.",
    ),
    "gap_noted": (
        "Küsimus jäetakse teegi hoidjate jaoks meelde, kui selles ei ole isikuandmeid.",
        "The question is noted for the curators, unless it holds personal data.",
    ),
    "no_evidence_said": (
        "Selle kohta ei leitud teegist tõendeid. {searched} Lähimad: {nearest}. Tsiteerimise lävi "
        "on {bar} punkti sajast.",
        "No evidence for this was found in the corpus. {searched} Nearest: {nearest}. The bar for "
        "quoting is {bar} of 100.",
    ),
    "no_passages_said": (
        "Selle kohta ei leitud teegist tõendeid. {searched} Ühtegi lähedast lauset ei leitud.",
        "No evidence for this was found in the corpus. {searched} No sentence came near.",
    ),
    "conflict_said": (
        "Dokumendid annavad eri arve; vt eri allikaid kõrvuti.",
        "The documents give different figures; compare the sources.",
    ),
    "null_said": (
        "Osa tsitaate räägib mõju puudumisest või ebaõnnestumisest.",
        "Some quotes tell of no effect or of a failure.",
    ),
    "quote_moved": (
        "Dokumenti on muudetud, kuid tsitaat on selles sõna-sõnalt alles. See on märgitud.",
        "The document has changed, but the quote still stands in it word for word. It is marked.",
    ),
    "quote_lost": (
        "Tsitaati, millele link viitab, selles dokumendis sõna-sõnalt ei ole. Lõik on märgitud, "
        "tsitaati selles mitte.",
        "The quote that the link points to does not stand in this document word for word. The "
        "passage is marked, no quote in it is.",
    ),
}
