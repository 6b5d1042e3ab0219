"""Numbers as the formats of Word's lists write them: 3, iii, C, 三, ③, 丙 and the like."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
CIRCLED = (1, 20, 0x2460)
MAX_NUMBER = 9999


def _letters(number: int) -> str:
    # After z come aa, bb, cc.
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _chinese(number: int, digits: str, units: tuple[str, str, str]) -> str:
    """Write a number below 10,000 in Chinese; ten is 十 at the beginning, not 一十, but with legal digits."""
    text, has_gap = "", False
    for value, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // value % 10
        if digit:
            text += (digits[0] if has_gap and text else "") + digits[digit] + unit
            has_gap = False
        else:
            has_gap = True
    plain = digits[1] + units[0]
    return text.replace(plain, units[0], 1) if digits == COUNTING and text.startswith(plain) else text


COUNTING = "零一二三四五六七八九"


def _counting(number: int) -> str:
    return _chinese(number, COUNTING, ("十", "百", "千"))


def _enclosed(number: int) -> str:
    first, last, code = CIRCLED
    return chr(code + number - first) if first <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _ideograph_digits(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": _ideograph_digits,
    "japaneseDigitalTenThousand": _ideograph_digits,
    "taiwaneseDigital": _ideograph_digits,
    "chineseLegalSimplified": lambda number: _chinese(number, LEGAL, ("拾", "佰", "仟")),
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _number: "",
}


def counted(number: int, form: str) -> str:
    """Return *number* in the format of that name; decimal where the format is not known or does not reach so far."""
    write = FORMATS.get(form)
    return write(number) if write is not None and 0 < number <= MAX_NUMBER else str(number)
