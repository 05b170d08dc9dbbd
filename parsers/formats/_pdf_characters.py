"""Characters drawn twice on the same spot to look bold, read once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from parsers.formats._pdf_content import Char
