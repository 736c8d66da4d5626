"""The small part of XPath in which XLSForms say when a question is asked and what it accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 4_000
DEEPEST = 30


class NotUnderstood(ValueError):
    """The expression says more than is read here; the argument is the part where reading ended."""


class Compare(StrEnum):
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="

    @property
    def turned(self) -> Compare:
        """The same comparison with its sides exchanged."""
        return _TURNED.get(self, self)


_TURNED = {
    Compare.LESS: Compare.MORE,
    Compare.MORE: Compare.LESS,
    Compare.AT_MOST: Compare.AT_LEAST,
    Compare.AT_LEAST: Compare.AT_MOST,
}
SELF = "."
"""The question itself, in what it accepts."""


@dataclass(frozen=True)
class Comparison:
    """The answer to ``question`` beside a value; an empty value stands for no answer."""

    question: str
    compare: Compare
    value: str


@dataclass(frozen=True)
class Selected:
    """``value`` is among the answers to ``question``."""

    question: str
    value: str


@dataclass(frozen=True)
class Not:
    part: Expression


@dataclass(frozen=True)
class All:
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Some:
    parts: tuple[Expression, ...]


Expression = Comparison | Selected | Not | All | Some

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<question>\$\{\s*[^{}\s]+\s*\})
    | (?P<text>'[^']*'|"[^"]*"|‘[^’]*’|“[^”]*”)
    | (?P<number>-?(?:\d+(?:\.\d+)?|\.\d+))
    | (?P<compare>!=|<=|>=|=|<|>)
    | (?P<mark>[(),])
    | (?P<self>\.(?![\w.]))
    | (?P<name>[A-Za-z_][\w-]*)
    )""",
    re.VERBOSE,
)


def read_expression(text: str) -> Expression:
    """The meaning of ``text``. Raises ``NotUnderstood``.

    >>> read_expression("${age} >= 18 and not(selected(${help}, 'food'))").parts[0]
    Comparison(question='age', compare=<Compare.AT_LEAST: '>='>, value='18')
    """
    if len(text) > LONGEST:
        raise NotUnderstood(text[:40])
    reader = _Reader(_tokens(text))
    found = reader.some(0)
    if reader.kind is not None:
        raise NotUnderstood(reader.value)
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotUnderstood(text[at : at + 40].strip())
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


class _Reader:
    """Reads tokens from the left; each method leaves the place after what it read."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def kind(self) -> str | None:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else None

    @property
    def value(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def some(self, depth: int) -> Expression:
        parts = [self.all(depth)]
        while self._take("name", "or"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Some(_flat(parts, Some))

    def all(self, depth: int) -> Expression:
        parts = [self.one(depth)]
        while self._take("name", "and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else All(_flat(parts, All))

    def one(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise NotUnderstood(self.value)
        if self._take("mark", "("):
            inner = self.some(depth + 1)
            self._need("mark", ")")
            return inner
        if self.kind == "name" and self.value != "date":
            return self._called(depth)
        return self._comparison()

    def _called(self, depth: int) -> Expression:
        name = self.value
        self._at += 1
        self._need("mark", "(")
        if name == "not":
            inner = self.some(depth + 1)
            self._need("mark", ")")
            return Not(inner)
        if name != "selected":
            raise NotUnderstood(f"{name}(")
        question = self._question()
        self._need("mark", ",")
        value = self._literal()
        self._need("mark", ")")
        return Selected(question, value)

    def _comparison(self) -> Comparison:
        if self.kind in ("question", "self"):
            question, compare = self._question(), self._compare()
            return Comparison(question, compare, self._literal())
        value, compare = self._literal(), self._compare()
        return Comparison(self._question(), compare.turned, value)

    def _question(self) -> str:
        kind, value = self.kind, self.value
        if kind not in ("question", "self"):
            raise NotUnderstood(value)
        self._at += 1
        return SELF if kind == "self" else value[2:-1].strip()

    def _literal(self) -> str:
        if self._take("name", "date"):
            self._need("mark", "(")
            day = self._literal()
            self._need("mark", ")")
            return day
        kind, value = self.kind, self.value
        if kind not in ("text", "number"):
            raise NotUnderstood(value)
        self._at += 1
        return value[1:-1] if kind == "text" else value

    def _compare(self) -> Compare:
        if self.kind != "compare":
            raise NotUnderstood(self.value)
        found = Compare(self.value)
        self._at += 1
        return found

    def _take(self, kind: str, value: str) -> bool:
        is_next = self.kind == kind and self.value == value
        self._at += is_next
        return is_next

    def _need(self, kind: str, value: str) -> None:
        if not self._take(kind, value):
            raise NotUnderstood(self.value or value)


def _flat(parts: list[Expression], kind: type[All] | type[Some]) -> tuple[Expression, ...]:
    """``(a and b) and c`` has three parts."""
    return tuple(
        inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))
    )


def write_expression(expression: Expression) -> str:
    """``expression`` as an XLSForm has it.

    >>> write_expression(Not(Selected("help", "food")))
    "not(selected(${help}, 'food'))"
    """
    match expression:
        case Comparison(question, compare, value):
            return f"{_named(question)} {compare} {_quoted(value)}"
        case Selected(question, value):
            return f"selected({_named(question)}, {_text(value)})"
        case Not(part):
            return f"not({write_expression(part)})"
        case All(parts):
            return " and ".join(_grouped(part) for part in parts)
        case Some(parts):
            return " or ".join(_grouped(part) for part in parts)


def _grouped(part: Expression) -> str:
    written = write_expression(part)
    return f"({written})" if isinstance(part, All | Some) else written


def _named(question: str) -> str:
    return SELF if question == SELF else f"${{{question}}}"


def _quoted(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return value
    return f"date({_text(value)})" if _DAY.fullmatch(value) else _text(value)


def _text(value: str) -> str:
    """XPath has no way to write a text that holds both quotation marks; the single ones become typographic."""
    if "'" not in value:
        return f"'{value}'"
    return f'"{value}"' if '"' not in value else "'{}'".format(value.replace("'", "’"))
