"""The words by which a question tells what it wants, in both languages (`question_words.*.tsv`)."""

from search_service.words.word_lists import WordLists

LISTS = WordLists.beside(__file__, "question_words")
