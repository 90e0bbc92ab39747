"""The training language never shows what is held out, and its questions point at the right words."""

from __future__ import annotations

import random
import unittest
from itertools import combinations

from training.heldout import read_questions
from training.invent import word as invented_word
from training.language import LATER, Language, Mix
from training.vocabulary import frame_words
from training.wordpiece import UNK, normalize, pre_tokenize

TEXTS = 20_000


class TrainingTexts(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.language = Language(random.Random(5), Mix(later=0.5))
        cls.texts = []
        while len(cls.texts) < TEXTS:
            cls.texts += cls.language.texts()

    def test_no_evaluation_sentence_is_in_the_training_texts(self) -> None:
        asked = {question.words[:-1] if question.words[-1] == "." else question.words for question in read_questions()}
        self.assertGreater(len(asked), 60)
        for text in self.texts:
            words = tuple(part for word in text.words for part in pre_tokenize(normalize(word)))
            for length in {len(sentence) for sentence in asked}:
                for start in range(len(words) - length + 1):
                    self.assertNotIn(words[start : start + length], asked)

    def test_no_two_nouns_of_a_heldout_pair_meet(self) -> None:
        for text in self.texts:
            found = [self.language.lexicon.noun(word) for word in text.words]
            nouns = {noun.word for noun in found if noun} & set(text.nouns)
            for a, b in combinations(sorted(nouns), 2):
                self.assertFalse(self.language.heldout.pair(a, b), (a, b, text.words))

    def test_nouns_of_an_evaluation_sentence_are_a_heldout_pair(self) -> None:
        self.assertTrue(self.language.heldout.pair("trophy", "suitcase"))
        self.assertTrue(self.language.heldout.pair("street", "animal"))
        self.assertTrue(self.language.heldout.pair("mat", "cat"))

    def test_heldout_nouns_are_in_training_texts_by_accident_only(self) -> None:
        unseen = {noun for nouns in self.language.heldout.nouns.values() for noun in nouns}
        self.assertFalse(unseen & set(self.language.tokenizer().vocabulary))
        # An invented word or a slip may be spelt like one of them: "fl", "a", "sk". Drawn, each would come far oftener.
        met = [text.words for text in self.texts if unseen & set(text.words)]
        self.assertLess(len(met), TEXTS // 5_000, met)

    def test_no_word_of_a_later_frame_is_a_heldout_noun(self) -> None:
        unseen = {noun for nouns in self.language.heldout.nouns.values() for noun in nouns}
        frames = [frame for name in LATER for frame in self.language.frames[name]]
        written = {word for frame in frames for nodes in (frame.body, *frame.endings) for word in frame_words(nodes)}
        self.assertGreater(len(written), 500)
        self.assertFalse(unseen & written)

    def test_every_question_is_asked_at_a_word_and_answered_by_another(self) -> None:
        for text in self.texts:
            for link in text.links:
                self.assertNotEqual(link.at, link.answer)
                self.assertLess(max(link.at, link.answer), len(text.words))

    def test_no_word_is_unknown_to_the_tokenizer(self) -> None:
        tokenizer = self.language.tokenizer()
        rng = random.Random(3)
        words = [word for text in self.texts[:2000] for word in text.words] + [invented_word(rng) for _ in range(1000)]
        for word in words:
            self.assertNotIn(UNK, tokenizer.encode(word), word)


if __name__ == "__main__":
    unittest.main()
