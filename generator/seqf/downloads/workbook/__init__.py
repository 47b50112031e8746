"""Workbooks made from a framework: the self-assessment and the client list."""
