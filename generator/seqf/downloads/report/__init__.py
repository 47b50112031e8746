"""A report on an assessment: what it says, and the two forms in which it is written."""
