"""What the product says to readers, in both languages: answers, pages, errors of pages.

    phrase("page", "et", label="iii")     ->  "lk iii"
    count("documents", 1, "en")           ->  "1 document"

A counted phrase has two keys, `…_one` and `…_many`.
"""

from __future__ import annotations

from search_service.phrases.answers import ANSWER_PHRASES
from search_service.phrases.comparisons import COMPARISON_PHRASES

LANGUAGES = ("et", "en")

_TAKEN_IN = ANSWER_PHRASES | COMPARISON_PHRASES
_PHRASES = _TAKEN_IN | {
    # The product.
    "product": ("SIKKi otsing", "SIKK Search"),
    "tagline": ("Tõendid sotsiaalse innovatsiooni kohta", "Evidence on social innovation"),
    "intro": (
        "Küsige eesti või inglise keeles. Otsing leiab lõigud mõlemas keeles kirjutatud "
        "dokumentidest, tsiteerib neid sõna-sõnalt ja ütleb otse, kui tõendeid ei ole.",
        "Ask in Estonian or English. The search finds passages in documents of both languages, "
        "quotes them word for word, and says so plainly when there is no evidence.",
    ),
    "footer": (
        "Kõik tsitaadid pärinevad dokumentidest sõna-sõnalt; ükski keelemudel neid ümber ei "
        "sõnasta.",
        "Every quote is taken from the documents word for word; no language model rewords it.",
    ),
    "other_language": ("In English", "Eesti keeles"),
    "skip": ("Otse sisu juurde", "Skip to the content"),
    "navigation": ("Põhimenüü", "Main menu"),
    "nav_search": ("Otsing", "Search"),
    "nav_documents": ("Dokumendid", "Documents"),
    "nav_glossary": ("Sõnastik", "Glossary"),
    "nav_api": ("Rakendusliides", "API"),
    # The question.
    "query": ("Küsimus või märksõnad", "Question or keywords"),
    "placeholder": (
        "nt kuidas kaasata maapiirkonna elanikke?",
        "e.g. how can rural residents be involved?",
    ),
    "search": ("Otsi", "Search"),
    "try": ("Proovige näiteks", "Try, for example"),
    "example_1": (
        "Kuidas kaasata maapiirkonna elanikke teenuste kavandamisse?",
        "How can loneliness among older people be reduced?",
    ),
    "example_2": (
        "Mis aitab noori, kes ei õpi ega tööta?",
        "What helps people leave homelessness?",
    ),
    "example_3": (
        "Kuidas mõõta tulemuspõhise rahastamise mõju?",
        "What did social impact bonds achieve?",
    ),
    "corpus_holds": (
        "Teegis on {documents}: {passages}, {words}.",
        "The corpus holds {documents}: {passages}, {words}.",
    ),
    # Filters.
    "refine": ("Täpsustage otsingut", "Refine the search"),
    "refine_list": ("Filtreerige nimekirja", "Filter the list"),
    "refine_hint": ("keel, riik, liik, valdkond, aasta", "language, country, type, sector, year"),
    "lang": ("Dokumendi keel", "Document language"),
    "country": ("Riik", "Country"),
    "not_country": ("Väljajäetud riik", "Country left out"),
    "type": ("Liik", "Type"),
    "sector": ("Valdkond", "Sector"),
    "years": ("Aasta", "Year"),
    "year_from": ("Alates aastast", "From the year"),
    "year_to": ("Kuni aastani", "Up to the year"),
    "other_countries": (
        "ainult teised riigid (ilma Eestita)",
        "other countries only (not Estonia)",
    ),
    "without": ("ilma: {name}", "without {name}"),
    "active_filters": ("Kehtivad filtrid", "Active filters"),
    "remove_filter": ("Eemalda filter: {name}", "Remove the filter: {name}"),
    "clear_filters": ("Eemalda kõik filtrid", "Remove all filters"),
    "apply": ("Rakenda", "Apply"),
    # Results.
    "results_for": ("Tulemused: {query}", "Results: {query}"),
    "evidence": ("Tõendid", "Evidence"),
    "evidence_note": (
        "Sõna-sõnalt tsiteeritud laused, igast dokumendist üks.",
        "Sentences word for word, one from each document.",
    ),
    "model_kept": (
        "Laused on sõnastanud keelemudel; iga lause all on tsitaadid, millega seda võrreldi. "
        "Kirjutatud: {written}, alles jäetud: {kept}.",
        "A language model worded the sentences; below each are the quotes it was checked "
        "against. Written: {written}, kept: {kept}.",
    ),
    "model_nothing_kept": (
        "Keelemudel kirjutas lauseid ({written}), kuid tsitaadid ei tõendanud neist ühtegi. "
        "Vastuseks on tsitaadid ise.",
        "A language model wrote sentences ({written}), but the quotes proved none of them. The "
        "quotes themselves are the answer.",
    ),
    "model_nothing_written": (
        "Keelemudel ei kirjutanud ühtegi lauset. Vastuseks on tsitaadid.",
        "The language model wrote no sentence. Quotes are the answer.",
    ),
    "model_unreachable": (
        "Keelemudel ei ole praegu kättesaadav. Vastuseks on tsitaadid.",
        "The language model cannot be reached just now. Quotes are the answer.",
    ),
    "model_timeout": (
        "Keelemudel ei jõudnud õigel ajal vastata. Vastuseks on tsitaadid.",
        "The language model did not answer in time. Quotes are the answer.",
    ),
    "model_refused": (
        "Keelemudel keeldus vastamast. Vastuseks on tsitaadid.",
        "The language model refused to answer. Quotes are the answer.",
    ),
    "model_malformed": (
        "Keelemudeli vastus ei olnud loetav. Vastuseks on tsitaadid.",
        "The language model's answer could not be read. Quotes are the answer.",
    ),
    "model_too_long": (
        "Keelemudeli vastus oli liiga pikk. Vastuseks on tsitaadid.",
        "The language model's answer was too long. Quotes are the answer.",
    ),
    "model_cut_off": (
        "Keelemudeli vastus katkes. Vastuseks on tsitaadid.",
        "The language model's answer broke off. Quotes are the answer.",
    ),
    "model_busy": (
        "Keelemudelil on praegu liiga palju küsimusi. Vastuseks on tsitaadid.",
        "The language model has too many questions just now. Quotes are the answer.",
    ),
    "passages_found": ("Leitud lõigud", "Passages found"),
    "nearest_passages": ("Lähimad lõigud", "Nearest passages"),
    "no_evidence_title": (
        "Selle kohta ei leitud teegist tõendeid",
        "No evidence for this was found in the corpus",
    ),
    "no_evidence_why": (
        "Ükski lause ei vasta küsimusele nii täpselt, et seda saaks tõendina tsiteerida.",
        "No sentence answers the question closely enough to be quoted as evidence.",
    ),
    "nothing_title": ("Ühtegi lõiku ei leitud", "No passages found"),
    "nothing_found": (
        "Muutke küsimust või eemaldage mõni filter.",
        "Change the question or remove a filter.",
    ),
    "more_passages": ("Näita rohkem lõike", "Show more passages"),
    "show_whole": ("Näita kogu lõiku", "Show the whole passage"),
    "show_less": ("Näita vähem", "Show less"),
    "in_context": ("Lõik kontekstis", "Passage in context"),
    "page_picture": ("Lehekülje pilt", "Picture of the page"),
    "page_pictures": ("Leheküljed piltidena", "Pages as pictures"),
    "original_file": ("Algfail", "Original file"),
    "in_language": ("{name} keeles", "in {name}"),
    "page": ("lk {label}", "p. {label}"),
    "page_both": ("lk {label} (PDF-i lk {number})", "p. {label} (PDF page {number})"),
    "documents_one": ("{n} dokument", "{n} document"),
    "documents_many": ("{n} dokumenti", "{n} documents"),
    "passages_one": ("{n} lõik", "{n} passage"),
    "passages_many": ("{n} lõiku", "{n} passages"),
    "words_one": ("{n} sõna", "{n} word"),
    "words_many": ("{n} sõna", "{n} words"),
    "pages_one": ("{n} lehekülg", "{n} page"),
    "pages_many": ("{n} lehekülge", "{n} pages"),
    # The index.
    "indexing_starts": (
        "Otsinguindeksit valmistatakse ette.",
        "The search index is being prepared.",
    ),
    "indexing": (
        "Otsinguindeksit koostatakse: valmis on {done} / {total} lõiku.",
        "The search index is being built: {done} / {total} passages.",
    ),
    "indexing_note": (
        "Valmis osast saab juba otsida. Leht uueneb ise.",
        "What is ready can be searched already. The page refreshes itself.",
    ),
    "indexing_problem": (
        "Otsinguindeksit ei õnnestunud uuendada; teenus proovib uuesti.",
        "The search index could not be updated; the service tries again.",
    ),
    # Documents.
    "documents_intro": (
        "Kõik dokumendid, millest otsing tõendeid leiab.",
        "All documents in which the search finds evidence.",
    ),
    "title_words": ("Sõnad pealkirjas", "Words of the title"),
    "no_documents": ("Ükski dokument ei vasta filtritele.", "No document fits the filters."),
    "previous": ("Eelmine", "Previous"),
    "next": ("Järgmine", "Next"),
    "pagination": ("Nimekirja osad", "Parts of the list"),
    "part_of": ("{n}. osa {total}-st", "Part {n} of {total}"),
    "about_document": ("Dokumendi andmed", "About the document"),
    "text": ("Tekst", "Text"),
    "table": ("Tabel", "Table"),
    "organisations": ("Organisatsioonid", "Organisations"),
    "place": ("Koht", "Place"),
    "target_groups": ("Sihtrühmad", "Target groups"),
    "methods": ("Meetodid", "Methods"),
    "funding": ("Rahastus", "Funding"),
    "evidence_level": ("Tõendatuse tase", "Level of evidence"),
    "licence": ("Litsents", "Licence"),
    "sources": ("Allikad", "Sources"),
    "translations": ("Sama dokument teises keeles", "The same document in another language"),
    "extent": ("Maht", "Extent"),
    "cited_passage": ("Viidatud lõik", "The passage you followed"),
    "passage_gone": (
        "Lõiku, millele link viitab, selles dokumendis enam ei ole: dokumenti on muudetud. "
        "Allpool on dokumendi praegune tekst.",
        "The passage that the link points to is no longer in this document: it has changed. "
        "Below is the document as it stands now.",
    ),
    "no_text": (
        "Selle dokumendi teksti ei õnnestunud lugeda.",
        "No text of this document could be read.",
    ),
    "link_to_passage": ("Link sellele lõigule", "Link to this passage"),
    "notice": (
        "Tekst on kirjutatud selle teegi jaoks avalike faktide põhjal.",
        "The text was written for this library from public facts.",
    ),
    "not_known": ("teadmata", "not known"),
    # The glossary.
    "glossary_intro": (
        "Valdkonna terminid eesti ja inglise keeles. Otsing leiab dokumente ka selle järgi, kuidas "
        "mõistet teises keeles nimetatakse.",
        "The field's terms in Estonian and English. The search also finds documents by what a "
        "concept is called in the other language.",
    ),
    "glossary_query": ("Sõna terminist või seletusest", "A word of the term or its definition"),
    "terms_one": ("{n} termin", "{n} term"),
    "terms_many": ("{n} terminit", "{n} terms"),
    "letters": ("Tähed", "Letters"),
    "link_to_term": ("Link terminile: {name}", "Link to the term: {name}"),
    "also_called": ("Ka: {names}", "Also: {names}"),
    "in_other_language": ("Inglise keeles:", "In Estonian:"),
    "search_term": ("Otsi dokumentidest", "Search the documents"),
    "no_terms": (
        "Sõnastikus sellist sõna ei ole. Proovige sõna algust.",
        "The glossary has no such word. Try the beginning of the word.",
    ),
    # The picture of a page.
    "page_of": ("Lehekülg {n} / {total}", "Page {n} of {total}"),
    "printed_label": ("trükitud leheküljenumber {label}", "printed number {label}"),
    "previous_page": ("Eelmine lehekülg", "Previous page"),
    "next_page": ("Järgmine lehekülg", "Next page"),
    "back_to_text": ("Dokumendi tekst", "Text of the document"),
    "picture_alt": ("Lehekülg {n}: {title}", "Page {n}: {title}"),
    "page_text": ("Lehekülje tekst", "Text of the page"),
    "marked": ("Viidatud lõik on märgitud kollasega.", "The passage is marked in yellow."),
    "not_marked": (
        "Lõiku ei saanud pildil märkida; leiate selle allpool lehekülje tekstist.",
        "The passage could not be marked in the picture; find it in the text of the page below.",
    ),
    "no_picture": (
        "Sellest leheküljest ei õnnestunud pilti teha. Avage algfail.",
        "No picture of this page could be made. Open the original file.",
    ),
    "arrow_keys": (
        "Lehitseda saab ka nooleklahvidega ← →.",
        "The arrow keys ← → also turn the page.",
    ),
    # The API page.
    "api_title": ("Rakendusliides", "API"),
    "api_intro": (
        "Kõike, mida see leht näitab, saab küsida ka programmi abil. Masinloetav kirjeldus: ",
        "Programs can ask for everything that this site shows. Description for machines: ",
    ),
    "parameters": ("Parameetrid", "Parameters"),
    "body": ("Päringu keha", "Request body"),
    "required": ("kohustuslik", "required"),
    # Errors.
    "fault_summary": ("Päringut ei saanud täita", "The request could not be carried out"),
    "query_empty": (
        "Küsimuses ei ole ühtegi sõna. Kirjutage küsimus või mõni märksõna.",
        "The question has no words. Type a question or a few keywords.",
    ),
    "query_too_long": (
        "Küsimuses on {n} tähemärki, lubatud on kuni {most}. Lühendage küsimust.",
        "The question has {n} characters; at most {most} are taken. Shorten it.",
    ),
    "unknown_value": (
        "Filtril „{field}“ ei ole väärtust „{value}“. Valige väärtus loendist.",
        "The filter “{field}” has no value “{value}”. Choose one from the list.",
    ),
    "not_a_year": (
        "„{value}“ ei ole aastaarv. Kirjutage näiteks 2018.",
        "“{value}” is not a year. Write, for example, 2018.",
    ),
    "years_reversed": (
        "Algusaasta {first} on hilisem kui lõppaasta {last}. Vahetage need omavahel.",
        "The first year, {first}, is later than the last, {last}. Swap them.",
    ),
    "error_404_title": ("Seda lehte ei ole", "There is no such page"),
    "error_404": (
        "Sellel aadressil ei ole midagi. Dokument võib olla teegist eemaldatud või on aadress "
        "vigane.",
        "There is nothing at this address. The document may have been removed from the corpus, "
        "or the address is wrong.",
    ),
    "error_422_title": ("Seda päringut ei saa täita", "This request cannot be carried out"),
    "error_422": (
        "Midagi aadressis või vormis ei sobi. Parandage see ja proovige uuesti.",
        "Something in the address or the form does not fit. Mend it and try again.",
    ),
    "error_500_title": ("Viga on meie poolel", "The fault is ours"),
    "error_500": (
        "Programmis tekkis viga. Proovige uuesti; kui viga kordub, teatage sellest haldurile.",
        "The program made an error. Try again; if it happens again, tell the administrator.",
    ),
    "error_503_title": (
        "Teenus ei ole praegu kättesaadav",
        "The service is not available just now",
    ),
    "error_503": (
        "Andmehoidla või otsinguindeks ei vasta. Proovige mõne aja pärast uuesti.",
        "The store or the search index does not answer. Try again in a while.",
    ),
    "error_busy_title": ("Teenusel on praegu kiire", "The service is busy just now"),
    "error_busy": (
        "Korraga on liiga palju küsijaid. Proovige mõne sekundi pärast uuesti.",
        "Too many people are asking at once. Try again in a few seconds.",
    ),
    "technical": ("Tehniline selgitus", "Technical explanation"),
    "to_start": ("Avalehele", "To the start page"),
}


def phrase(key: str, lang: str, **values: object) -> str:
    """The phrase in Estonian ("et") or English (any other code), its `{names}` filled in."""
    et, en = _PHRASES[key]
    text = et if lang == "et" else en
    return text.format(**values) if values else text


def count(key: str, n: int, lang: str) -> str:
    """So many of something: "1 document", "2 documents"."""
    form = "one" if n == 1 else "many"
    return phrase(f"{key}_{form}", lang, n=number(n, lang))


def number(n: int, lang: str) -> str:
    """The number with its thousands apart: 18 025 in Estonian, 18,025 in English."""
    return f"{n:,}".replace(",", "\u00a0" if lang == "et" else ",")


def page_label(number: int, label: str | None, lang: str) -> str:
    """Where to find a page: its printed label, and its place in the PDF where that differs."""
    if label and label != str(number):
        return phrase("page_both", lang, label=label, number=number)
    return phrase("page", lang, label=number)
