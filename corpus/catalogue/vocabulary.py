"""The controlled vocabularies of the catalogue, with their names in both languages.

Each maps a code, as it stands in metadata and filters, to (Estonian, English).
"""

from __future__ import annotations

from corpus.errors import UnknownValue

Vocabulary = dict[str, tuple[str, str]]

TYPES: Vocabulary = {
    "practice": ("praktika", "practice"),
    "policy": ("poliitikadokument", "policy paper"),
    "report": ("aruanne", "report"),
}

STATUSES: Vocabulary = {
    "draft": ("mustand", "draft"),
    "published": ("avaldatud", "published"),
    "withdrawn": ("tagasi võetud", "withdrawn"),
}

EVIDENCE_LEVELS: Vocabulary = {
    "self-reported": ("korraldaja enda andmed", "self-reported"),
    "evaluated": ("välishindamine", "evaluated"),
    "controlled": ("võrdlusrühmaga hindamine", "evaluated with a comparison group"),
}

SECTORS: Vocabulary = {
    "childcare-family": ("lapsed ja pered", "children and families"),
    "community-rural": ("kogukond ja maapiirkonnad", "community and rural areas"),
    "culture": ("kultuur", "culture"),
    "digital-participation": ("digilahendused ja osalus", "digital tools and participation"),
    "disability": ("puudega inimesed", "disability"),
    "education-youth": ("haridus ja noored", "education and youth"),
    "elderly-care": ("eakate hoolekanne", "elderly care"),
    "employment": ("tööhõive", "employment"),
    "environment-circular": ("keskkond ja ringmajandus", "environment and circular economy"),
    "finance-procurement": ("rahastamine ja hanked", "finance and procurement"),
    "health-mental-health": ("tervis ja vaimne tervis", "health and mental health"),
    "housing-homelessness": ("eluase ja kodutus", "housing and homelessness"),
    "justice": ("õigus ja vanglad", "justice"),
    "migration-integration": ("ränne ja lõimumine", "migration and integration"),
    "poverty-food": ("vaesus ja toit", "poverty and food"),
}

LANGUAGES: Vocabulary = {
    "et": ("eesti", "Estonian"),
    "en": ("inglise", "English"),
    "de": ("saksa", "German"),
    "pl": ("poola", "Polish"),
    "da": ("taani", "Danish"),
    "fi": ("soome", "Finnish"),
    "sv": ("rootsi", "Swedish"),
    "lv": ("läti", "Latvian"),
    "lt": ("leedu", "Lithuanian"),
    "ru": ("vene", "Russian"),
}

COUNTRIES: Vocabulary = {
    "AT": ("Austria", "Austria"),
    "AU": ("Austraalia", "Australia"),
    "BD": ("Bangladesh", "Bangladesh"),
    "BE": ("Belgia", "Belgium"),
    "BG": ("Bulgaaria", "Bulgaria"),
    "BR": ("Brasiilia", "Brazil"),
    "CA": ("Kanada", "Canada"),
    "CH": ("Šveits", "Switzerland"),
    "CY": ("Küpros", "Cyprus"),
    "CZ": ("Tšehhi", "Czechia"),
    "DE": ("Saksamaa", "Germany"),
    "DK": ("Taani", "Denmark"),
    "EE": ("Eesti", "Estonia"),
    "ES": ("Hispaania", "Spain"),
    "EU": ("Euroopa Liit", "European Union"),
    "FI": ("Soome", "Finland"),
    "FR": ("Prantsusmaa", "France"),
    "GB": ("Suurbritannia", "United Kingdom"),
    "GR": ("Kreeka", "Greece"),
    "HR": ("Horvaatia", "Croatia"),
    "HU": ("Ungari", "Hungary"),
    "IE": ("Iirimaa", "Ireland"),
    "IN": ("India", "India"),
    "INT": ("rahvusvaheline", "international"),
    "IS": ("Island", "Iceland"),
    "IT": ("Itaalia", "Italy"),
    "JP": ("Jaapan", "Japan"),
    "LT": ("Leedu", "Lithuania"),
    "LU": ("Luksemburg", "Luxembourg"),
    "LV": ("Läti", "Latvia"),
    "MT": ("Malta", "Malta"),
    "NL": ("Holland", "Netherlands"),
    "NO": ("Norra", "Norway"),
    "NZ": ("Uus-Meremaa", "New Zealand"),
    "PL": ("Poola", "Poland"),
    "PT": ("Portugal", "Portugal"),
    "RO": ("Rumeenia", "Romania"),
    "SE": ("Rootsi", "Sweden"),
    "SI": ("Sloveenia", "Slovenia"),
    "SK": ("Slovakkia", "Slovakia"),
    "UA": ("Ukraina", "Ukraine"),
    "US": ("Ameerika Ühendriigid", "United States"),
    "ZW": ("Zimbabwe", "Zimbabwe"),
}


def check(field: str, value: str, vocabulary: Vocabulary) -> str:
    """The value itself where the vocabulary has it.

    Raises:
        UnknownValue: names the field, the value and what is allowed.
    """
    if value not in vocabulary:
        raise UnknownValue(field, value, sorted(vocabulary))
    return value


def name(vocabulary: Vocabulary, code: str, lang: str) -> str:
    """The code's name in Estonian ("et") or English (anything else); the code if unknown."""
    et, en = vocabulary.get(code, (code, code))
    return et if lang == "et" else en
