"""Answers -> result, in exact arithmetic. Mirrored by site/assets/js/core."""
