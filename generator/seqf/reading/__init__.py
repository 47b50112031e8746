"""Text files -> Framework: documents, schemas, cross-file rules, figures."""
