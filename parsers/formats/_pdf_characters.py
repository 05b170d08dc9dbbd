"""Characters drawn twice on the same spot to look bold, read once."""


