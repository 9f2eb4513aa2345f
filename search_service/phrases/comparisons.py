"""What comparisons and briefs say to readers, in both languages; `phrases` takes them in.

Differs from `phrases`, which has what the rest of the product says, and the way to ask for it.
"""

from __future__ import annotations

COMPARISON_PHRASES = {
    # Comparisons.
    "nav_compare": ("Võrdlus", "Compare"),
    "compare_title": ("Võrreldavad katsetused mujal", "Comparable experiments elsewhere"),
    "compare_intro": (
        "Kirjutage vajadus või mõne praktika nimi. Võrdlus leiab teistest riikidest praktikad, "
        "mis tegelevad sama murega, ja seab ettepoole need, mille lähenemisviis on erinev. Igas "
        "lahtris on sõnasõnaline tsitaat; mida dokument ei ütle, selle kohal on „ei ole öeldud“.",
        "Type a need or the name of a practice. The comparison finds practices from other "
        "countries that deal with the same problem, different approaches first. Every cell is a "
        "quote word for word; where a document does not say, it reads “not stated”.",
    ),
    "compare_query": ("Vajadus või praktika nimi", "Need, or the name of a practice"),
    "compare_button": ("Võrdle", "Compare"),
    "compare_elsewhere": (
        "Võrreldavad katsetused teistes riikides",
        "Comparable experiments in other countries",
    ),
    "for_country": ("Minu riik (jäetakse välja)", "My country (left out)"),
    "compared_with": ("Võrreldakse: {title}", "Compared with: {title}"),
    "as_cards": ("Kaardid", "Cards"),
    "as_table": ("Tabel", "Table"),
    "practice_column": ("Praktika", "Practice"),
    "nothing_comparable": (
        "Teistest riikidest võrreldavaid praktikaid ei leitud. Muutke sõnastust või eemaldage "
        "mõni filter.",
        "No comparable practices from other countries were found. Change the wording or remove "
        "a filter.",
    ),
    "why_comparable": ("Miks võrreldav", "Why comparable"),
    "shared_sector": ("Sama valdkond", "Same sector"),
    "shared_target_group": ("Sama sihtrühm", "Same target group"),
    "shared_method": ("Sama meetod", "Same method"),
    "close_problem": ("Lähim lause probleemi kohta", "Nearest sentence on the problem"),
    "close_target_group": ("Lähim lause sihtrühma kohta", "Nearest sentence on the target group"),
    "close_approach": ("Lähim lause lähenemisviisi kohta", "Nearest sentence on the approach"),
    "close_own": ("Küsitud dokumendis", "In the document asked about"),
    "also_in": ("Sama dokument: {title} ({name} keeles)", "The same document: {title} (in {name})"),
    "not_stated": ("ei ole öeldud", "not stated"),
    "from_catalogue": ("kataloogist", "from the catalogue"),
    "catalogue_note": (
        "* Kataloogi andmed, mitte tsitaat.",
        "* From the catalogue entry, not a quote.",
    ),
    "since_year": ("alates {year}", "since {year}"),
    "null_result": ("Mõju puudus või oli negatiivne", "Null or negative result"),
    "filled_cells": (
        "Täidetud lahtreid: {filled} / {cells}. Ülejäänute jaoks ei leitud dokumendist lauset.",
        "Cells filled: {filled} of {cells}. For the others no sentence was found in the document.",
    ),
    "cell_country": ("Riik", "Country"),
    "cell_years": ("Aastad", "Years"),
    "cell_target_group": ("Sihtrühm", "Target group"),
    "cell_problem": ("Probleem", "Problem"),
    "cell_approach": ("Lähenemisviis", "Approach"),
    "cell_scale": ("Ulatus", "Scale"),
    "cell_money": ("Raha", "Money"),
    "cell_results": ("Tulemused", "Results"),
    "cell_evidence_level": ("Tõendatuse tase", "Level of evidence"),
    "cell_to_copy": ("Mida ülevõtja vajaks", "What a copy would need"),
    # Briefs.
    "brief_answer": ("Tõendite kokkuvõte", "Evidence brief"),
    "brief_comparison": (
        "Tõendite kokkuvõte: võrreldavad katsetused",
        "Evidence brief: comparable experiments",
    ),
    "brief_question": ("Küsimus", "Question"),
    "brief_need": ("Võrreldud", "Compared"),
    "brief_date": ("Koostatud", "Made on"),
    "brief_left_out": ("Väljajäetud riik", "Country left out"),
    "brief_corpus": ("Kogu", "Corpus"),
    "brief_fingerprint": ("kogu sõrmejälg {mark}", "corpus fingerprint {mark}"),
    "brief_practices": ("Praktikad", "Practices"),
    "brief_quotes": ("Tõendid", "Evidence"),
    "brief_sources": ("Allikad", "Sources"),
    "brief_original_sources": ("Alusallikad: {sources}", "Based on: {sources}"),
    "brief_more_sources": (" ja veel {n}", " and {n} more"),
    "brief_table": ("Kõrvutav tabel", "Side by side"),
    "brief_note": (
        "Jutumärkides laused on dokumentidest sõna-sõnalt; nurksulgudes on allika number. "
        "Kataloogi andmed on tähistatud tärniga.",
        "Sentences in quotation marks are the documents' own, word for word; numbers in square "
        "brackets are sources. What comes from the catalogue bears an asterisk.",
    ),
    "brief_conflict": (
        "Dokumentide andmed erinevad; kõrvuti on",
        "The documents' figures differ; side by side",
    ),
    "brief_translation": ("Sama koht tõlkes", "The same passage in translation"),
    "brief_download": ("Laadi kokkuvõte alla", "Download a brief"),
    "brief_download_sources": ("Allikad viitehaldurile", "Sources for a reference manager"),
}
