"""What the texts are made of: words, slips, qualities that fit one noun only, the sentences for the evaluation."""

from __future__ import annotations

import random
import unittest
from unittest import mock

from training import noise, wordnet
from training.grammar import make_frame
from training.heldout import read_questions
from training.language import LATER, Language, Mix
from training.lexicon import Lexicon, past_of, plural_of
from training.lists import DATA, read_sections
from training.sampler import comparative


class Words(unittest.TestCase):
    def test_plurals_pasts_and_comparatives(self) -> None:
        for word, plural in {"box": "boxes", "city": "cities", "policeman": "policemen", "cat": "cats", "toy": "toys"}.items():
            self.assertEqual(plural_of(word), plural)
        for verb, past in {"carry": "carried", "hit": "hit", "like": "liked", "begin": "began"}.items():
            self.assertEqual(past_of(verb, {}), past)
        for word, more in {"big": "bigger", "happy": "happier", "wide": "wider", "famous": "more famous"}.items():
            self.assertEqual(comparative(word), more)

    def test_no_word_that_hurts_is_taken_from_wordnet(self) -> None:
        taken = {word for words in wordnet.read().nouns.values() for word in words}
        self.assertFalse(taken & {"negro", "nigger", "jap", "bastard", "nazi", "whore", "slut"})

    def test_the_language_works_without_wordnet(self) -> None:
        with mock.patch.object(wordnet, "read", return_value=wordnet.WordNet({}, [], [], [], {}, {})):
            language = Language(random.Random(1))
            self.assertGreater(len(language.tokenizer().vocabulary), 2000)
            for _ in range(300):
                language.texts()


class Noise(unittest.TestCase):
    def test_a_text_in_a_hurry_has_as_many_words_and_keeps_the_clue(self) -> None:
        words = "the elephant didn't climb the mountain yesterday because it was frightened".split()
        kept = {8, 9, 10}
        changed = 0
        for seed in range(300):
            typed = noise.add(words, random.Random(seed), 0.05, kept)
            self.assertEqual(len(typed), len(words))
            changed += typed != words
        self.assertGreater(changed, 30)
        self.assertEqual(noise.add(words, random.Random(0), 0.0, set(range(len(words)))), words)


class Fitting(unittest.TestCase):
    def test_what_is_said_of_one_noun_is_said_of_no_other(self) -> None:
        lexicon = Lexicon()
        self.assertIn("thirsty", lexicon.fitting("animal", "is", frozenset({"path", "object"})))
        self.assertNotIn("thirsty", lexicon.fitting("animal", "is", frozenset({"person"})))
        for kind in ("is", "did", "part"):
            own = set(lexicon.fitting("vehicle", kind, frozenset({"plant"})))
            self.assertFalse(own & set(lexicon.fitting("plant", kind, frozenset())))

    def test_narrow_kinds_have_nouns_and_several_are_plural(self) -> None:
        language = Language(random.Random(2))
        for kind in read_sections(DATA / "kinds.txt"):
            self.assertGreater(len(language.lexicon.nouns[kind]), 4, kind)
        for _ in range(200):
            found = language.sampler.filler(["many", "person", "object"])
            self.assertTrue(found.plural)
            self.assertEqual(found.pronoun, "they")

    def test_later_frames_are_drawn_when_asked_for_and_leave_the_vocabulary_as_it_was(self) -> None:
        before, after = Language(random.Random(4)), Language(random.Random(4), Mix(later=0.5))
        self.assertEqual(before.tokenizer().vocabulary, after.tokenizer().vocabulary)
        kinds = {text.kind.split(":")[0] for _ in range(300) for text in before.texts()}
        self.assertFalse(kinds & set(LATER))
        kinds = {text.kind.split(":")[0] for _ in range(300) for text in after.texts()}
        self.assertEqual(kinds & set(LATER), set(LATER))

    def test_an_ending_that_speaks_of_a_missing_noun_is_left_out(self) -> None:
        frame = make_frame("f", "{x:animal} slept because", ["%x was tired", "%y was soft"], {})
        self.assertEqual(len(frame.endings), 1)


class Questions(unittest.TestCase):
    def test_every_answer_is_a_word_of_its_sentence(self) -> None:
        for files, least in ((("sentences",), 80), (("dev",), 140), (("test",), 140)):
            questions = read_questions(files)
            self.assertGreaterEqual(len(questions), least)
            for question in questions:
                self.assertIn(question.answer, question.words, question.text)
                self.assertLess(question.at, len(question.words))
                self.assertNotIn("*", question.text)


if __name__ == "__main__":
    unittest.main()
