"""Deadlines by a grammar of time: from a deadline cell, the words of a target, or the plan's year."""
