"""Two states of a framework -> what changed in meaning, what it does to scores, how assessments migrate."""
