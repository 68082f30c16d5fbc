"""Finds personal data of a fixed form in free text: telephone numbers, e-mail addresses, IBANs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple


class PersonalData(StrEnum):
    """What leads to a person."""

    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"


class Finding(NamedTuple):
    """Where in a text something stands, and what it is."""

    start: int
    end: int
    kind: PersonalData


# Every pattern begins only where a word begins, or its parts are bounded: a text of 20,000 characters
# without a space must not cost more than others.
_IBAN = re.compile(r"(?<!\w)([A-Z]{2})[ .-]?\d{2}(?=[ .-]?[A-Z0-9])", re.IGNORECASE)
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI NL", 19: "SI MK", 20: "AT BA EE LT LU XK", 21: "CH HR LI LV",
        22: "BG DE GB GE IE ME RS", 23: "AE GI IL", 24: "AD CZ ES MD PK RO SA SE SK TN", 25: "PT",
        26: "IS TR", 27: "FR GR IT MC SM", 28: "AL AZ CY HU LB PL", 29: "UA", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip
"""Characters an IBAN has, by country (registry of ISO 13616)."""

_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_DOMAIN = r"(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?!\w)"
_SPELT_DOMAIN = r"(?:[\w-]{1,63}\s?(?:[(\[{]\s?(?:dot|punkt)\s?[)\]}]|\s(?:dot|punkt)\s)\s?){1,4}[a-z]{2,24}"
_PROVIDERS = r"(?:gmail|googlemail|gmx|web|yahoo|outlook|hotmail|icloud|t-online|posteo|mailbox|freenet)"
_EMAILS = (
    re.compile(rf"{_LOCAL} ?@ ?{_DOMAIN}", re.IGNORECASE),
    re.compile(rf"{_LOCAL}@{_PROVIDERS}(?!\w)", re.IGNORECASE),
    re.compile(rf"{_LOCAL}\s?[(\[{{]\s?(?:at|ät)\s?[)\]}}]\s?(?:{_SPELT_DOMAIN}|{_DOMAIN})", re.IGNORECASE),
    # A bare "at" is an English word: only with a dot that is spelt as well.
    re.compile(rf"{_LOCAL}(?: (?:at|ät) |@){_SPELT_DOMAIN}(?!\w)", re.IGNORECASE),
    re.compile(rf"{_LOCAL} ät {_DOMAIN}", re.IGNORECASE),
)

_YEAR = r"(?:19|20)\d\d"
_NO_PHONE = (
    # 08.03.2024, 8.3., 8/3/24, 2024-03-08
    re.compile(
        r"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])([./-]) ?(?:0?[1-9]|1[0-2])(?:\1 ?(?:\d{4}|\d\d)?)(?!\d)"
    ),
    re.compile(rf"(?<![\d./-]){_YEAR}-\d\d-\d\d(?!\d)"),
    # 03/2024, 0815/2024: a month, a file number
    re.compile(rf"(?<![\d./-])\d{{1,5}}/{_YEAR}(?!\d|[ -]?\d)"),
    re.compile(rf"(?<!\d){_YEAR} ?[/-] ?(?:{_YEAR}|\d\d)(?!\d)"),
    # 9.30-12.00, 08:00 - 18:00
    re.compile(r"(?<!\d)\d{1,2}[.:]\d\d ?- ?\d{1,2}[.:]\d\d(?!\d)"),
    re.compile(
        r"(?<![\w.,])\+?\d[\d .,]{0,20}(?= ?(?:€|eur\b|euro|%|mio|mill|einwohner|m²|qm|km|kwh))",
        re.IGNORECASE,
    ),
    # 49.444700: a degree
    re.compile(r"(?<![\d.])\d{1,2}\.\d{4,}(?![\d.])"),
)

_GAP = r"[ \t./()-]{0,3}"
_ANOTHER = r"(?! ?/ ?(?:\(?0[1-9]\d|\+))"
"""A slash before a further number ends the one before."""
_MORE = rf"(?:{_ANOTHER}{_GAP}\d)"
_ABROAD = re.compile(rf"(?<![\w+])(?:\+{_GAP}|00)[1-9]{_MORE}{{6,}}(?!\w)")
_AT_HOME = re.compile(rf"(?<![\w+])(?<!\d[.,:-])(?:\(0\d*\)|0[1-9]){_MORE}{{4,}}(?!\w)")
_WITHOUT_PLUS = re.compile(rf"(?<!\w)49{_GAP}1[5-7]{_MORE}{{8,10}}(?!\w)")
_CALLED = re.compile(
    r"(?<!\w)(?:tele?(?:fon)?|(?:tele)?fone?|fax|(?:telefon|handy|mobil)(?:nummer|nr)?|whats ?app|signal|"
    r"ruf\w*|an(?:zu)?rufen|erreich\w*|call|phone|mobile|reach)\b"
    r"[ \t:.#=-]{0,3}"
    r"(?:(?:mich|uns|me|an|ist|lautet|is|at|on|unter|number|nummer|nr|no)\b[ \t:.#=-]{0,3}){0,3}"
    rf"(?P<number>\d{_MORE}{{4,}})(?!\w)",
    re.IGNORECASE,
)

_FEWEST, _MOST = 7, 15
"""Digits of a telephone number: the shortest in Germany with its area code, the longest anywhere (E.164)."""
_FEWEST_ABROAD = 9
_MOST_AT_A_STRETCH = 12
"""Digits of a German number; what has more without any gap is something else, such as a barcode."""


_SUSPECT = re.compile(r"(?:\d\D*){5}|[@＠﹫]|(?<!\w)[(\[{]?\s?(?:at|ät)(?!\w)", re.IGNORECASE)
"""What all of it has: five digits, or an "at" however it is written. Most texts have neither."""


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Everything that looks like personal data, in the order it stands in the text, never overlapping."""
    if not _SUSPECT.search(text):
        return ()
    plain = "".join(map(_plain, text))
    found: list[Finding] = []
    for kind, spans in (
        (PersonalData.IBAN, _ibans),
        (PersonalData.EMAIL, _emails),
        (PersonalData.PHONE, _phones),
    ):
        new = [Finding(start, end, kind) for start, end in spans(plain)]
        plain = _blank(plain, ((one.start, one.end) for one in new))
        found += new
    return tuple(sorted(found))


def _plain(char: str) -> str:
    """One character for one: every digit as 0–9, every dash as -, every gap as a space."""
    if char.isascii():
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(char):
        case "Pd":
            return "-"
        case "Zs" | "Cf":
            return " "
        case _other:
            return "@" if char in "＠﹫" else char


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these parts made unreadable, everything else where it was."""
    for start, end in spans:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    return text


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for begun in _IBAN.finditer(text):
        country = begun[1].upper()
        rest = re.compile(rf"(?:[ .-]?[A-Z0-9]){{{_LENGTHS.get(country, 0) - 4}}}(?!\w)", re.IGNORECASE)
        found = rest.match(text, begun.end()) if country in _LENGTHS else None
        if begun.start() >= last and found and _is_iban(text[begun.start() : found.end()]):
            last = found.end()
            yield begun.start(), last


def _is_iban(typed: str) -> bool:
    """Whether the check digits are right (ISO 7064, mod 97-10); at home a slip makes it no less personal."""
    compact = re.sub(r"[ .-]", "", typed).upper()
    digits = "".join(str(int(char, 36)) for char in compact[4:] + compact[:4])
    return int(digits) % 97 == 1 or (compact[:2] == "DE" and compact[2:].isdecimal())


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _EMAILS:
        spans = [found.span() for found in pattern.finditer(text)]
        text = _blank(text, spans)
        yield from spans


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _NO_PHONE:
        text = _blank(text, [found.span() for found in pattern.finditer(text)])
    for pattern in (_ABROAD, _AT_HOME, _WITHOUT_PLUS, _CALLED):
        spans = [
            found.span("number") if pattern is _CALLED else found.span()
            for found in pattern.finditer(text)
            if pattern not in (_ABROAD, _AT_HOME) or _is_phone(found[0])
        ]
        text = _blank(text, spans)
        yield from spans


def _is_phone(typed: str) -> bool:
    """Whether digits that begin like a telephone number may go on like this."""
    groups = re.findall(r"\d+", typed)
    count = len("".join(groups))
    if typed.startswith(("+", "00")):
        return _FEWEST_ABROAD <= count <= _MOST + 3
    if len(groups) == 1:
        return _FEWEST < count <= _MOST_AT_A_STRETCH
    # No number of a subscriber begins with 0, but an extension may be one: 365-0.
    after_code = groups[1] if groups[0] != "0" else groups[-1]
    return _FEWEST <= count <= _MOST and (after_code[0] != "0" or after_code == "0")
