"""What is the same over projects: the same project over regions and years, the same thing counted."""
