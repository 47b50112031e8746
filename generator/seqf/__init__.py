"""A quality framework kept as text files, checked, scored, and made into a site."""
