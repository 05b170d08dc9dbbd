"""A notice as written to one whose units, days and sums mean the same everywhere: one module a concept.

Each concept is a pure function of a text, its context and the reference data. It keeps the original beside
what it made of it, and what it cannot read it says.
"""
