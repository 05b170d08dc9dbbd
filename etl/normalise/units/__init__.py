"""Unit cells to bodies: names told apart, their roles, and the one body of the region that each name means."""
