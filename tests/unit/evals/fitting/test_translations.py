"""IBM Model 1 finds which words translate which."""

import itertools

from evals.fitting.translations import learn

DICTIONARY = {"maja": "house", "suur": "big", "vana": "old", "kool": "school", "uus": "new"}


def pairs() -> list[tuple[list[str], list[str]]]:
    chosen = itertools.permutations(DICTIONARY, 3)
    return [([*words, "on"], [DICTIONARY[word] for word in words]) for words in chosen]


def test_an_obvious_dictionary_is_learnt_both_ways() -> None:
    for directed, wanted in (
        (pairs(), DICTIONARY),
        ([(en, et) for et, en in pairs()], {en: et for et, en in DICTIONARY.items()}),
    ):
        found = learn(directed)
        likeliest: dict[str, str] = {}
        for translation in found:
            likeliest.setdefault(translation.source, translation.target)
        assert {source: likeliest[source] for source in wanted} == wanted


def test_probabilities_are_in_order_and_of_each_word_at_most_one() -> None:
    found = learn(pairs())
    for _, group in itertools.groupby(found, key=lambda translation: translation.source):
        values = [translation.probability for translation in group]
        assert values == sorted(values, reverse=True)
        assert len(values) <= 6
        assert 0.04 < sum(values) <= 1 + 1e-9


def test_a_word_with_nothing_to_say_translates_nothing_well() -> None:
    found = {(t.source, t.target): t.probability for t in learn(pairs())}
    assert found["maja", "house"] > 0.5
    assert max(found.get(("on", target), 0) for target in DICTIONARY.values()) < 0.5


def test_what_was_seen_once_is_not_believed() -> None:
    once = learn([(["juhus"], ["chance", "accident", "event", "luck"])])
    assert once == []
