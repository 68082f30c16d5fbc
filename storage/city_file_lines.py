"""Reads YAML strictly into plain values, and remembers the line of every one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from dialogs.city.cleaning import clean

LARGEST = 1_000_000
"""Bytes of a city file; the sample city has 55,000."""

_DEEPEST = 20
"""Levels of a city file; the label of an option lies on the ninth."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in a city file, and in which line (0: in the file as a whole)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        """As staff read it."""
        return f"Zeile {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a file (all numbers and dates are text as it was typed) and the line of each path."""

    values: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class Unreadable(Exception):
    """The file is not YAML as we understand it."""

    def __init__(self, *mistakes: Mistake) -> None:
        """Holds what is wrong."""
        super().__init__(*mistakes)
        self.mistakes = list(mistakes)


def decode(content: bytes) -> str:
    """The text of a file. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(Mistake(0, f"Die Datei ist zu groß. Erlaubt sind {LARGEST // 1000} Kilobyte."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(Mistake(line, "Die Datei ist nicht als UTF-8 gespeichert.")) from error


def read_lines(text: str) -> Sheet:
    """The values of a YAML text. Raises Unreadable with everything that is wrong."""
    reader = _Reader()
    try:
        node = yaml.compose(text, _Composer)
        if node is None:
            raise Unreadable(Mistake(0, "Die Datei ist leer."))
        values = reader.read(node, ())
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Unreadable(Mistake(line, "Hier steht ein Zeichen, das niemand sehen kann.")) from error
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_explain(error)) from error
    if reader.mistakes:
        raise Unreadable(*reader.mistakes)
    return Sheet(values, reader.lines)


class _Composer(yaml.SafeLoader):
    """Refuses what a city file never needs and what could make a small file huge."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """One value with all below it."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        wrong = (
            ("anchor" if isinstance(event, yaml.AliasEvent) or event.anchor else "")
            or ("tag" if event.tag else "")
            or ("depth" if self.depth > _DEEPEST else "")
        )
        if wrong:
            raise yaml.MarkedYAMLError(problem=wrong, problem_mark=event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Reader:
    """Turns nodes into plain values."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.mistakes: list[Mistake] = []

    def read(self, node: yaml.Node, path: Path) -> Any:
        """The value of a node: text, true or false, None, a list or a mapping."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._read_mapping(node, path)
        if node.tag == "tag:yaml.org,2002:bool":
            return yaml.SafeLoader.bool_values[node.value.lower()]
        return None if node.tag == "tag:yaml.org,2002:null" else clean(node.value)

    def _read_mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.mistakes.append(Mistake(line, "Vor dem Doppelpunkt muss ein einzelnes Wort stehen."))
                continue
            # A key is what was typed: "no" is Norwegian here and not a refusal.
            name = clean(key.value)
            if name in values:
                first = self.lines[(*path, name)]
                self.mistakes.append(
                    Mistake(line, f"„{name}“ steht hier zum zweiten Mal, zuerst in Zeile {first}.")
                )
                continue
            self.lines[(*path, name)] = line
            values[name] = self.read(value, (*path, name))
        return values


_BRACKET = "Die Klammer wird nicht geschlossen, oder ein Text darin braucht Anführungszeichen."
_PROBLEMS: tuple[tuple[str, str], ...] = (
    ("anchor", "Zeichen & und * verweisen auf andere Stellen. Bitte den Text in Anführungszeichen setzen."),
    ("tag", "Ein Text darf nicht mit ! beginnen. Bitte in Anführungszeichen setzen."),
    ("depth", "Hier ist zu viel ineinander geschachtelt."),
    ("character '\\t'", "Hier steht ein Tabulator. Bitte mit Leerzeichen einrücken."),
    ("cannot start any token", "So darf ein Text nicht beginnen. Bitte in Anführungszeichen setzen."),
    ("mapping values are not allowed", "Steht ein Doppelpunkt im Text? Dann bitte Anführungszeichen setzen."),
    ("could not find expected ':'", "Hier fehlt ein Doppelpunkt."),
    ("expected <block end>", "Die Einrückung passt nicht zu den Zeilen darüber."),
    ("expected ',' or", _BRACKET),
    ("expected the node content", _BRACKET),
    ("unexpected end of stream", "Ein Anführungszeichen wird nicht geschlossen."),
    (
        "unknown escape",
        "Ein umgekehrter Schrägstrich steht im Text. Bitte einfache Anführungszeichen nehmen.",
    ),
    ("another document", "Die Zeichen --- beginnen eine zweite Datei. Hier darf nur eine stehen."),
)


def _explain(error: yaml.MarkedYAMLError) -> Mistake:
    problem = error.problem or ""
    # What is never closed is worth showing where it was opened.
    unclosed = "unexpected end" in problem or "expected ',' or" in problem
    mark = (error.context_mark if unclosed else None) or error.problem_mark
    sentence = next((said for sign, said in _PROBLEMS if sign in problem), "Hier stimmt der Aufbau nicht.")
    return Mistake(mark.line + 1 if mark else 0, sentence)
