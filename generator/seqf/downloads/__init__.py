"""Framework -> the files people work in: workbooks, documents, data."""
