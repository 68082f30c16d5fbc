"""The code shown at the door of an event: short, read aloud or typed without mixing up its signs."""

SIGNS = "0123456789CFGHJKMNPRTVWXY"
"""Digits, and letters that look like none of them; without vowels no word comes out."""

LENGTH = 6
"""244 million codes: at sixty tries a minute nobody finds one while an event lasts."""

_LOOK_ALIKES = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})


def fold(typed: str) -> str:
    """A typed code as it is compared: letters of any size, without blanks and dashes, look-alikes as one."""
    return "".join(sign for sign in typed.upper().translate(_LOOK_ALIKES) if sign in SIGNS)


def spaced(code: str) -> str:
    """A code as it is shown, in two parts."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def make(chance: bytes) -> str:
    """A code out of sixteen bytes of chance."""
    number = int.from_bytes(chance)
    return "".join(SIGNS[number // len(SIGNS) ** at % len(SIGNS)] for at in range(LENGTH))


def item_of(slug: str, code: str) -> str:
    """How a link names an event and its code."""
    return f"{slug}-{code.lower()}"


def parts_of(item: str) -> tuple[str, str]:
    """The event and the code that such a name may mean; without a code it is the event alone."""
    slug, _dash, code = item.rpartition("-")
    return (slug, fold(code)) if slug and len(fold(code)) == LENGTH else (item, "")
