"""Framework -> the pages of the site."""
