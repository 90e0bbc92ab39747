"""Ordinary nouns by type, adjectives, adverbs and verbs, read from WordNet at training time.

WordNet (Debian: wordnet-base) is needed to train, not to build or run. Where it is missing, only the lists in
``data/`` are used. Nothing of it is shipped but the words themselves, in the vocabulary.

    python3 -m training.wordnet     shows what is taken, by section
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .lists import DATA, read_sections

FOLDER = Path("/usr/share/wordnet")
WORD = re.compile(r"[a-z]{3,12}")

# A section, and the senses (word, number of the sense) below which its nouns stand. The first that fits is taken.
ROOTS = {
    "vehicle": "vehicle.1 craft.2",
    "instrument": "musical_instrument.1",
    "clothing": "clothing.1 footwear.1 headdress.1",
    "furniture": "furniture.1 bedclothes.1 floor_cover.1",
    "container": "container.1 vessel.3",
    "opening": "movable_barrier.1 opening.10",
    "path": "way.6 road.1 body_of_water.1 passage.3",
    "building": "building.1 room.1 housing.1 area.5 establishment.4 shelter.1 institution.1",
    "text": "publication.1 written_communication.1 movie.1 story.2",
    "device": "machine.1 electronic_equipment.1 electrical_device.1 computer.1 timepiece.1 lamp.1 lamp.2",
    "tool": "tool.1 cutting_implement.1 hand_tool.1 implement.1",
    "drink": "beverage.1",
    "food": "food.1 food.2 foodstuff.1 fruit.1 vegetable.1",
    "animal": "animal.1",
    "person": "person.1",
    "plant": "plant.2 tree.1",
    "object": "weapon.1 decoration.1 artifact.1 jewel.1 plaything.1 coin.1",
    "substance": "substance.1 material.1 cloth.1",
    "nature": "geological_formation.1 atmospheric_phenomenon.1 celestial_body.1",
    "group": "organization.1 social_group.1 people.1 gathering.1",
    "event": "event.1 activity.1",
    "idea": "idea.1 content.5 psychological_feature.1 statement.1 message.2",
    "body": "body_part.1",
    "land": "location.1 region.3",
    "feeling": "feeling.1 state.2 attribute.2",
    "moment": "time_period.1 time_unit.1",
}
LEAST = {"feeling": 3, "idea": 3, "event": 3, **dict.fromkeys(
    ("animal", "food", "drink", "clothing", "vehicle", "furniture", "container", "instrument"), 1)}
MOST = {"person": 340, "event": 260, "idea": 300, "feeling": 250, "object": 330, "moment": 60, "land": 120,
        "group": 140, "body": 110}


@dataclass(frozen=True)
class WordNet:
    """Nouns by section, and other words, the most frequent first."""

    nouns: dict[str, list[str]]
    adjectives: list[str]
    adverbs: list[str]
    verbs: list[str]
    past: dict[str, str]
    doings: dict[str, list[str]]


def counts(folder: Path) -> dict[tuple[str, str], dict[int, int]]:
    """How often each sense of a (word, part of speech) was met in the texts that WordNet counts."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, sense, count = line.split()
        word, rest = key.split("%")
        part = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}.get(rest[0], "")
        found.setdefault((word, part), {})[int(sense)] = int(count)
    return found


def read_index(folder: Path, name: str) -> dict[str, list[str]]:
    """The synsets of each word, the first sense first."""
    index: dict[str, list[str]] = {}
    for line in (folder / f"index.{name}").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.split()
            index[fields[0]] = fields[-int(fields[2]):]
    return index


def read_parents(folder: Path) -> dict[str, list[str]]:
    """Hypernyms of each noun synset."""
    parents: dict[str, list[str]] = {}
    for line in (folder / "data.noun").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.split(" | ")[0].split()
            parents[fields[0]] = [fields[i + 1] for i, field in enumerate(fields) if field in ("@", "@i")]
    return parents


def ancestors(synset: str, parents: dict[str, list[str]]) -> set[str]:
    """A synset and everything above it."""
    seen: set[str] = set()
    waiting = [synset]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += parents.get(at, [])
    return seen


def typed_nouns(folder: Path, known: dict[tuple[str, str], dict[int, int]]) -> dict[str, list[str]]:
    """Counted nouns by section; a noun whose frequent senses are of other kinds is left out."""
    index, parents = read_index(folder, "noun"), read_parents(folder)
    roots = {
        section: {index[word][int(sense) - 1] for word, sense in (root.rsplit(".", 1) for root in text.split())}
        for section, text in ROOTS.items()
    }
    left_out = set(read_sections(DATA / "left_out.txt")["nouns"])
    found: dict[str, list[tuple[int, str]]] = {section: [] for section in ROOTS}
    for (word, part), senses in known.items():
        if part != "n" or not WORD.fullmatch(word) or word in left_out or word not in index:
            continue
        if sum(senses.values()) < sum(known.get((word, "a"), {}).values()) + sum(known.get((word, "v"), {}).values()):
            continue
        above = ancestors(index[word][0], parents)
        section = next((name for name, tops in roots.items() if tops & above), None)
        if section and sum(senses.values()) >= LEAST.get(section, 2):
            found[section].append((-sum(senses.values()), word))
    return {section: [word for _, word in sorted(words)][: MOST.get(section)] for section, words in found.items()}


def frequent(folder: Path, known: dict[tuple[str, str], dict[int, int]], part: str, name: str, least: int) -> list[str]:
    """Words of a part of speech met at least so often in it, and more often than as any other."""
    left_out = set(read_sections(DATA / "left_out.txt")["others"])
    index = read_index(folder, name)
    rows = [
        (-sum(senses.values()), word)
        for (word, other), senses in known.items()
        if other == part and WORD.fullmatch(word) and word in index and word not in left_out
        and sum(senses.values()) >= least
        and (part == "v" or sum(senses.values()) >= max(sum(known.get((word, p), {}).values()) for p in "nvar"))
    ]
    return [word for _, word in sorted(rows)]


def irregular_pasts(folder: Path) -> dict[str, str]:
    """The past of irregular verbs; where the list of exceptions has two forms, the one in -ed or the shorter."""
    found: dict[str, str] = {}
    for line in (folder / "verb.exc").read_text().splitlines():
        form, verb = line.split()[:2]
        if not form.endswith(("ing", "s")) and "_" not in line:
            found[verb] = min(form, found.get(verb, form), key=lambda f: (f.endswith("n"), not f.endswith("ed"), len(f)))
    return found


# Files of WordNet's verbs: what only people do (think, speak, own, act in society), what all who live do.
PEOPLE, LIVING = {"31", "32", "40", "41"}, {"29", "34", "37", "38", "39", "33"}


@dataclass(frozen=True)
class VerbSense:
    """The file a verb's first sense is in, and the sentence frames it may have."""

    file: str
    frames: set[str]


def first_senses(folder: Path) -> dict[str, VerbSense]:
    """The first sense of every verb."""
    senses: dict[str, VerbSense] = {}
    for line in (folder / "data.verb").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.split(" | ")[0].split()
            frames = {fields[i + 1] for i, field in enumerate(fields) if field == "+" and len(fields[i + 1]) == 2}
            senses[fields[0]] = VerbSense(fields[1], frames)
    return {verb: senses[synsets[0]] for verb, synsets in read_index(folder, "verb").items()}


def takes_object(sense: VerbSense) -> bool:
    """Whether somebody can do it to somebody or something."""
    return bool(sense.frames & {"08", "09"})


def doings(verbs: list[str], senses: dict[str, VerbSense]) -> dict[str, list[str]]:
    """Verbs that need no object and of which somebody, not something, is the subject: of people only, of all who live."""
    found: dict[str, list[str]] = {"person": [], "living": []}
    left_out = set(read_sections(DATA / "left_out.txt")["doings"])
    for verb in verbs:
        sense = senses[verb]
        if verb in left_out:
            continue
        if "02" in sense.frames and "01" not in sense.frames:
            if sense.file in PEOPLE:
                found["person"].append(verb)
            elif sense.file in LIVING:
                found["living"].append(verb)
    return found


@lru_cache(maxsize=1)
def read(folder: Path = FOLDER) -> WordNet:
    """Everything that is taken from WordNet; nothing where it is not installed."""
    if not (folder / "cntlist.rev").exists():
        return WordNet({}, [], [], [], {}, {})
    known = counts(folder)
    senses = first_senses(folder)
    verbs = frequent(folder, known, "v", "verb", 3)
    often = set(frequent(folder, known, "v", "verb", 12))
    return WordNet(
        typed_nouns(folder, known),
        frequent(folder, known, "a", "adj", 10),
        frequent(folder, known, "r", "adv", 9),
        [verb for verb in verbs if verb in often and takes_object(senses[verb])],
        irregular_pasts(folder),
        doings(verbs, senses),
    )


if __name__ == "__main__":
    words = read()
    for title, entries in {**words.nouns, "ADJ": words.adjectives, "ADV": words.adverbs, "VERB": words.verbs}.items():
        print(f"[{title}] {len(entries)}\n" + " ".join(entries))
