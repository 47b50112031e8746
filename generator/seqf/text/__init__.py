"""Text and where each part of it stands: YAML, JSON, prose and quantities."""
