"""The tokenizer: BERT's normalization, splitting, and greedy pieces."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from training import wordpiece
from training.wordpiece import WordPiece

VOCABULARY = wordpiece.SPECIAL + ["cat", "##s", "##at", "c", "##a", "##t", "it", "'", "s", ".", "!", "mat", "\u732b"]


class Tokenizer(unittest.TestCase):
    def setUp(self) -> None:
        self.tokenizer = WordPiece(VOCABULARY)

    def tokens(self, text: str) -> list[str]:
        return [VOCABULARY[i] for i in self.tokenizer.encode(text)]

    def test_longest_piece_first(self) -> None:
        self.assertEqual(self.tokens("cats cat cata"), ["cat", "##s", "cat", "cat", "##a"])

    def test_a_word_can_be_cut_as_if_it_were_unknown(self) -> None:
        tokenizer = WordPiece([*VOCABULARY, "cats"])
        for whole, expected in ((True, ["cats", "cat"]), (False, ["cat", "##s", "cat"])):
            self.assertEqual([tokenizer.vocabulary[i] for i in tokenizer.encode("cats cat", whole)], expected)

    def test_a_word_with_an_unknown_piece_is_unknown_as_a_whole(self) -> None:
        self.assertEqual(self.tokens("catz cat"), ["[UNK]", "cat"])

    def test_punctuation_stands_alone_and_case_and_accents_go(self) -> None:
        self.assertEqual(self.tokens("It's M\u00c0T.\t!"), ["it", "'", "s", "mat", ".", "!"])

    def test_chinese_characters_stand_alone_and_control_characters_go(self) -> None:
        self.assertEqual(self.tokens("cat\u732bc\u200dat\u0000"), ["cat", "\u732b", "cat"])

    def test_special_tokens_written_out_are_kept(self) -> None:
        self.assertEqual(self.tokens("cat[MASK]."), ["cat", "[MASK]", "."])

    def test_a_very_long_word_is_unknown(self) -> None:
        self.assertEqual(self.tokens("c" + "a" * 99), ["c"] + ["##a"] * 99)
        self.assertEqual(self.tokens("c" + "a" * 100), ["[UNK]"])

    def test_saved_and_loaded_it_is_the_same(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tokenizer.json"
            wordpiece.save(VOCABULARY, path)
            self.assertEqual(wordpiece.load(path).vocabulary, VOCABULARY)


if __name__ == "__main__":
    unittest.main()
