"""What a schema asked and did not get -> what to tell an editor, in plain English.

Works on the errors of a JSON Schema validator by their keyword and never imports one. One function for one
keyword; `MESSAGES` is the table.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from seqf.text.quantities import in_words

_KINDS = {
    "array": "a list: each entry on a line of its own, after a dash and a space",
    "object": "keys of its own, indented below it",
    "string": "text",
    "integer": "a whole number, such as 10",
    "number": "a number, such as 10 or 89.9",
    "boolean": "true or false",
    "null": "nothing",
}
_WORDS = {in_words(Fraction(amount)): amount for amount in range(100)}  # what an editor may have written


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like a word, None where none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def listed(names: Iterable[Any]) -> str:
    """Return names as a phrase: `a, b or c`."""
    texts = [str(name) for name in names]
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " or " + texts[-1]


def unknown_key(key: str, known: list[str]) -> str:
    """Return the message for a key that the schema does not know."""
    near = nearest(key, known)
    if near:
        return f"there is no key '{key}' here; did you mean '{near}'?"
    return (
        f"there is no key '{key}' here; the keys are {listed(sorted(known))}"
        if known
        else (f"there is no key '{key}' here; delete the line")
    )


def missing_keys(keys: list[str], owner: str) -> str:
    """Return the message for keys that must be there; `owner` says of what, such as `section 1.2`."""
    if len(keys) == 1:
        return f"'{keys[0]}' is missing from {owner}; add a line `{keys[0]}: …`"
    names = ", ".join(f"'{key}'" for key in keys[:-1])
    return f"{names} and '{keys[-1]}' are missing from {owner}; add a line for each"


def number_hint(text: str) -> str | None:
    """Return how to mend a text that was meant as a number, None where that cannot be told."""
    bare = text.strip()
    stripped = bare.strip("%£ ").replace(",", "")
    if not re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+", stripped):
        word = bare.lower()
        return f"write {_WORDS[word]} in digits" if word in _WORDS else None
    for sign, words in (("%", "the % sign"), ("£", "the £ sign"), (",", "the comma")):
        if sign in bare:
            return f"write {_plain_number(stripped)} without {words}"
    if bare.startswith("+"):
        return f"write {_plain_number(stripped)} without the + sign"
    if re.match(r"-?0[0-9]", bare):
        return f"write {_plain_number(stripped)} without a 0 in front"
    return f"write {_plain_number(stripped)}" if _plain_number(stripped) != bare else None


def _plain_number(text: str) -> str:
    whole, _, fraction = text.lstrip("+").partition(".")
    sign = "-" if whole.startswith("-") else ""
    whole = whole.lstrip("-").lstrip("0") or "0"
    return sign + whole + (f".{fraction}" if fraction else "")


def _shown(value: Any) -> str:
    if value is None:
        return "an empty value"
    if isinstance(value, dict):
        return "keys of its own"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}'" if len(text) <= 40 else f"'{text[:37]}…'"


def _is_number_pattern(pattern: str) -> bool:
    return bool(re.search(pattern, "15")) and not re.search(pattern, "a")


def _type(error: Any, name: str) -> str:
    wanted = error.validator_value
    wanted = (
        [wanted] if isinstance(wanted, str) else [kind for kind in wanted if kind != "number"] or list(wanted)
    )
    value = error.instance
    kinds = [_KINDS[kind] for kind in wanted if kind != "null"]
    if value is None:
        return f"{name} is empty; write {listed(kinds)}, or delete the line if it is not needed"
    if isinstance(value, str):
        if "integer" in wanted:
            hint = number_hint(value)
            if hint and "." not in hint:
                return f"{name} must be a whole number; {hint} instead of {_shown(value)}"
        if "boolean" in wanted and value.lower() in ("yes", "no", "on", "off", "true", "false"):
            meant = "true" if value.lower() in ("yes", "on", "true") else "false"
            return f"{name} must be true or false; write {meant} instead of {_shown(value)}"
        if "array" in wanted and value.startswith("-"):
            return f"{name} must be a list; put a space after each dash"
        if "object" in wanted and re.search(r"[\w-]+:\S", value):
            return f"{name} must hold keys of its own; put a space after each colon"
    if isinstance(value, dict) and wanted == ["array"]:
        return f"{name} must be a list; begin each entry with a dash and a space"
    if isinstance(value, (dict, list)) and "string" in wanted:
        return (
            f"{name} must be text, but {_shown(value)} stand{'' if isinstance(value, dict) else 's'} "
            "here; put quotes around it if it is text"
        )
    return f"{name} must be {listed(kinds)}, not {_shown(value)}".replace("must be keys", "must hold keys")


def _pattern(error: Any, name: str) -> str:
    value = error.instance
    if _is_number_pattern(error.validator_value):
        hint = number_hint(value)
        if hint:
            return f"{name} must be a bare number; {hint} instead of {_shown(value)}"
        return f"{name} must be a bare number, such as 15 or 89.9, not {_shown(value)}"
    return f"{name} cannot be {_shown(value)}{_what_is_wanted(error)}"


def _what_is_wanted(error: Any) -> str:
    """The schema's own words for what belongs here."""
    words = error.schema.get("description") or error.schema.get("title") or ""
    first = words.split(". ")[0].rstrip(".")
    return f"; what belongs here: {first[:1].lower()}{first[1:]}" if first else ""


def _enum(error: Any, name: str) -> str:
    allowed = [_plain(value) for value in error.validator_value]
    near = nearest(str(error.instance), allowed)
    hint = f"; did you mean '{near}'?" if near else ""
    return f"{name} must be {listed(allowed)}, not {_shown(error.instance)}{hint}"


def _plain(value: Any) -> str:
    return "empty" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _min_items(error: Any, name: str) -> str:
    wanted, given = error.validator_value, len(error.instance)
    return f"{name} needs at least {wanted} {'entry' if wanted == 1 else 'entries'}; it has {given or 'none'}"


def _max_items(error: Any, name: str) -> str:
    return f"{name} may have at most {error.validator_value} entries; it has {len(error.instance)}"


def _unique_items(error: Any, name: str) -> str:
    twice = next(value for at, value in enumerate(error.instance) if value in error.instance[:at])
    return f"{_shown(twice)} stands twice in {name.strip(chr(39))}; keep one of them"


def _min_length(error: Any, name: str) -> str:
    return f"{name} is empty; write its text" if not error.instance else f"{name} is too short"


def _max_length(error: Any, name: str) -> str:
    return f"{name} is longer than {error.validator_value} characters; shorten it"


def _minimum(error: Any, name: str) -> str:
    return f"{name} must be {error.validator_value} or more, not {error.instance}"


def _maximum(error: Any, name: str) -> str:
    return f"{name} must be {error.validator_value} or less, not {error.instance}"


def _dependent(error: Any, name: str) -> str:
    for key, needs in error.validator_value.items():
        lacking = [need for need in needs if need not in error.instance]
        if key in error.instance and lacking:
            return (
                f"'{key}' stands here without {listed(repr(need) for need in lacking)}; give both or neither"
            )
    return _other(error, name)


def _other(error: Any, name: str) -> str:
    return f"{name} is not as it should be{_what_is_wanted(error) or ': ' + error.message}"


MESSAGES: dict[str, Callable[[Any, str], str]] = {
    "type": _type,
    "pattern": _pattern,
    "enum": _enum,
    "const": lambda error, name: (
        f"{name} must be {_plain(error.validator_value)}, not {_shown(error.instance)}"
    ),
    "minItems": _min_items,
    "maxItems": _max_items,
    "uniqueItems": _unique_items,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minimum": _minimum,
    "maximum": _maximum,
    "dependentRequired": _dependent,
}


def message(error: Any, name: str) -> str:
    """Return what to tell an editor. `name` is the key in quotes, or words for an entry of a list."""
    return MESSAGES.get(error.validator, _other)(error, name)
