"""Measured amounts of targets and progress texts, by a grammar of numbers and measures."""
