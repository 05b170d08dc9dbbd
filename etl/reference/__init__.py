"""What we know of the world, as YAML beside this file, checked by the shapes in ``schemas.reference``."""
