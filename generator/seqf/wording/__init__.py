"""Official wording of the items: from a spreadsheet into the framework's files, or into a file kept local."""
