"""Sentences that are asked of the model say who is meant."""

from __future__ import annotations

import random
import unittest

from training.clues import plain
from training.grammar import Frame
from training.language import THINGS, Language
from training.probes import Prober

SAME = {"x": "it", "y": "it"}


def told(language: Language, block: str, slot: str, said: str, pronouns: dict[str, str] = SAME) -> bool:
    """Whether an ending of the first frame of this block that speaks of ``slot`` tells who is meant."""
    frame: Frame = next(f for f in language.frames[block.split(":")[0]] if f.name == f"{block}.1")
    ending = next(ending for ending in frame.endings if ending[0].slot == slot)
    return language.clues.tell(frame, ending, said.split(), pronouns)


class Clues(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.language = Language(random.Random(1))

    def test_what_the_frame_says_of_both_is_no_clue(self) -> None:
        for said in ("it was too rusty", "it was very broken", "it was broken"):
            self.assertFalse(told(self.language, "carry:18", "x", said), said)
            self.assertFalse(told(self.language, "carry:18", "y", said), said)

    def test_what_it_says_of_one_is_a_clue(self) -> None:
        self.assertTrue(told(self.language, "carry:18", "x", "it was too bent"))
        self.assertTrue(told(self.language, "size:1", "x", "it was too big"))
        self.assertTrue(told(self.language, "size:1", "y", "it wasn't big enough"))

    def test_another_pronoun_is_a_clue(self) -> None:
        self.assertTrue(told(self.language, "carry:18", "x", "it was too rusty", {"x": "it", "y": "they"}))

    def test_a_contraction_is_read_as_what_it_stands_for(self) -> None:
        self.assertEqual(plain("it's") + plain("wasn't"), "it is was not ")

    def test_the_same_end_of_a_probe_always_means_the_same_noun(self) -> None:
        """Counted in the probes of one frame that says some words of both its nouns."""
        prober = Prober(seed=70_000)
        frames = prober.language.frames
        frames.update({name: [f for f in frames[name] if f.name == "carry:18.1"] for name in THINGS})
        how_much = {word for text in prober.language.clues.degrees for word in text.split()}
        meant: dict[tuple[str, ...], set[bool]] = {}
        probes = prober.pairs("never_met", 100)
        for one, other in zip(probes[::2], probes[1::2]):
            if one.words[one.at] != other.words[other.at]:
                continue  # the pronoun tells
            for probe, second in ((one, other), (other, one)):
                end = tuple(word for word in probe.words[probe.at :] if word not in how_much)
                meant.setdefault(end, set()).add(probe.answer < second.answer)
        self.assertGreater(len(meant), 5)
        self.assertEqual([end for end, nouns in meant.items() if len(nouns) == 2], [])


if __name__ == "__main__":
    unittest.main()
