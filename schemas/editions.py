"""The words by which one notice takes the place of another."""

from schemas.base import Record


class EditionWords(Record):
    """What titles and letters say of earlier editions and of other notices.

    A title with a word of ``reissued`` is that of a later edition of the same notice; one with a word of ``adjusted``
    that of another notice which corrects or adjusts one, one with a word of ``drafts`` of a notice that is not settled
    yet. A sentence of a letter with a word of ``repealed`` behind a 文号 or a title ends that notice, unless a word of
    ``upheld`` comes first, one of ``grounds`` stands before (根据…), or one of ``partly`` says that only a part of it
    ends. A notice of an issuer with a word of ``congress`` is the congress's own list, no edition of the government's
    plan. ``periods`` are parts of a year by which reports and progress forms of one year are told apart.
    """

    reissued: tuple[str, ...] = ()
    adjusted: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    repealed: tuple[str, ...] = ()
    upheld: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    congress: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
