"""How cells look, by name: fonts, borders, colours, and whether a cell may be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "muted": {"font_color": "#44545E"},
    "muted-wrap": {"font_color": "#44545E", "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": "#0B3C49"},
    "subtitle": {"bold": True, "font_size": 12, "font_color": "#0B3C49"},
    "strong": {"bold": True},
    "strong-wrap": {"bold": True, "text_wrap": True},
    "head": {"bold": True, "text_wrap": True, "font_color": "#FFFFFF", "bg_color": "#0B3C49", "border": 1},
    "cell": {"border": 1, "border_color": "#B8C4CA", "text_wrap": True},
    "id": {"border": 1, "border_color": "#B8C4CA", "bold": True},
    "number": {"border": 1, "border_color": "#B8C4CA", "align": "center"},
    "date": {"border": 1, "border_color": "#B8C4CA", "align": "center", "num_format": "dd/mm/yyyy"},
    "input-left-date": {
        "border": 1,
        "border_color": "#5E6B73",
        "bg_color": "#FFF8DC",
        "align": "left",
        "num_format": "dd/mm/yyyy",
        "locked": False,
    },
    "left": {"align": "left"},
    "left-date": {"align": "left", "num_format": "dd/mm/yyyy"},
    "unused": {"border": 1, "border_color": "#B8C4CA", "bg_color": "#E6EAEC", "align": "center"},
    "input": {
        "border": 1,
        "border_color": "#5E6B73",
        "bg_color": "#FFF8DC",
        "text_wrap": True,
        "locked": False,
    },
    "input-number": {
        "border": 1,
        "border_color": "#5E6B73",
        "bg_color": "#FFF8DC",
        "align": "center",
        "locked": False,
    },
    "input-date": {
        "border": 1,
        "border_color": "#5E6B73",
        "bg_color": "#FFF8DC",
        "align": "center",
        "num_format": "dd/mm/yyyy",
        "locked": False,
    },
}
