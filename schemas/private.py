"""The strict shape of ``private.yml``: the words that private data is recognised by."""

from schemas.base import Record


class PrivateWords(Record):
    """What tells private data in a text; ``private.yml`` says of each what it is.

    ``public_numbers`` are regular expressions. The surnames are those of ``cells.yml``.
    """

    phone: tuple[str, ...]
    phone_before_mark: tuple[str, ...]
    phone_behind: tuple[str, ...]
    phone_short: tuple[str, ...]
    public_numbers: tuple[str, ...]
    counted: tuple[str, ...]
    amounts: tuple[str, ...]
    codes: tuple[str, ...]
    mail: tuple[str, ...]
    qq: tuple[str, ...]
    wechat: tuple[str, ...]
    wechat_public: tuple[str, ...]
    identity: tuple[str, ...]
    persons: tuple[str, ...]
    person_tails: tuple[str, ...]
    titles: tuple[str, ...]
    answerable: tuple[str, ...]
    handed_to: tuple[str, ...]
    handed_behind: tuple[str, ...]
    asked: tuple[str, ...]
    asked_behind: tuple[str, ...]
    leaders: tuple[str, ...]
    no_names: tuple[str, ...]
    unit_endings: tuple[str, ...]
    weak_surnames: str
    no_values: tuple[str, ...]
    name_columns: tuple[str, ...]
    surnames: str = ""
    compound_surnames: tuple[str, ...] = ()
