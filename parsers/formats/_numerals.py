"""Numbers as lists show them."""

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese_number(n: int) -> str:
    """``n`` (0 to 99) in Chinese numerals: 12 is 十二; larger numbers digit by digit."""
    if n < 0:
        return str(n)
    if n > 99:
        return "".join(_DIGITS[int(d)] for d in str(n))
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


def circled(n: int) -> str:
    """``n`` (1 to 20) in a circle: ③; larger numbers in digits."""
    return chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n)


def letter(n: int) -> str:
    """``n`` as a letter: 3 is c, 28 is bb as Word counts on; beyond thirty letters in digits."""
    if not 1 <= n <= 26 * 30:
        return str(n)
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def roman(n: int) -> str:
    """``n`` (1 to 3999) in Roman numerals: 4 is IV; others in digits."""
    if not 1 <= n < 4000:
        return str(n)
    text = ""
    for value, sign in _ROMAN:
        count, n = divmod(n, value)
        text += sign * count
    return text
