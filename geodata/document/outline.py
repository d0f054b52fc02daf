"""Lines of a document as its sections: headings by their numbering, tables by their captions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from geodata.places import NUMERALS

# By level, the outermost first. 1.2 is no heading; for others their number decides, which follows the last.
_NUMBERED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*(第([{NUMERALS}\d]+)(?:部分|编))[\s:：、]*",
        rf"\s*(第([{NUMERALS}\d]+)章)[\s:：、]*",
        rf"\s*(第([{NUMERALS}\d]+)节)[\s:：、]*",
        rf"\s*([{NUMERALS}]+())\s*、",
        rf"\s*[（(]\s*([{NUMERALS}]+())\s*[）)]",
        r"\s*(\d{1,3}())\s*[.．、](?!\s*\d)",
        r"\s*[（(]\s*(\d{1,3}())\s*[）)]",
    )
)
_IN_BRACKETS = (4, 6)
_CAPTION = re.compile(rf"\s*((附表|表|专栏|图)\s*([{NUMERALS}\d]+))(?:[\s:：．.、]+(.*)|$)")
_CONTENTS_LINE = re.compile(r"(?:[.．…·]\s*){3,}[\s|]*\d+[\s|]*$")
_ANNEX = re.compile(r"\s*(附\s*[件录]\s*[\d一二三四五六七八九十]*)\s*(?:[:：].*)?$")
_DIGITS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")}
# Signs of one meaning in two widths, one for one, so that places in a text stay the same.
_FOLDED = str.maketrans("（）：；，．０１２３４５６７８９％", "():;,.0123456789%")
MAX_TITLE = 40


@dataclass
class RawSection:
    """A section as it is read: its heading where the copy prints one, and its lines."""

    heading: str = ""
    lines: list[str] = field(default_factory=list)
    is_table: bool = False


def fold(text: str) -> str:
    """Return text with signs and digits of both widths alike, each character in its place."""
    return text.translate(_FOLDED)


def tidy(text: str) -> str:
    """Return text without the blanks and line breaks that setting has put between Chinese and digits."""
    text = re.sub(r"(?<=[^\x21-\x7e\s])\s+|\s+(?=[^\x21-\x7e\s])", "", text.strip())
    return re.sub(r"\s+", " ", re.sub(r"(?<=[\d.,])\s+(?=[\d.,%])", "", text))


def outline(lines: list[str], titles: Mapping[str, str]) -> dict[str, RawSection]:
    """Return the sections of a document by locator; `titles` are those that the data know, by locator."""
    reader = _Outline(titles)
    for line in _without_contents(lines):
        reader.read(line)
    for key, section in reader.sections.items():
        if not section.is_table:
            _part_heading(section, titles.get(key, ""))
    return reader.sections


def _without_contents(lines: list[str]) -> list[str]:
    """Drop a table of contents: from its heading to where its first entry stands again."""
    starts = [n for n, line in enumerate(lines) if "".join(line.split()) in ("目录", "目次")]
    if starts:
        entries = [(n, _entry(lines[n])) for n in range(starts[0] + 1, len(lines))]
        first = next(((n, entry) for n, entry in entries if entry), (0, ""))
        again = [n for n, entry in entries if n > first[0] and len(entry) > 3 and first[1].startswith(entry)]
        if again:
            lines = lines[: starts[0]] + lines[again[0] :]
    return [line for line in lines if not _CONTENTS_LINE.search(line)]


def _entry(line: str) -> str:
    return re.sub(r"\d*$", "", re.sub(r"[\s|.．…·-]+", "", line))


class _Outline:
    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.current = RawSection()
        self.sections: dict[str, RawSection] = {"": self.current}
        self.stack: list[tuple[int, str]] = []
        self.last_numbers: dict[tuple[str, int], int] = {}

    def read(self, line: str) -> None:
        if (caption := _CAPTION.match(line)) and "。" not in line:
            self._caption(caption)
        elif annex := _ANNEX.match(line):
            # Its numbering begins anew.
            self.stack = []
            self._open(-1, "".join(annex[1].split()), line)
        elif not self._heading(line):
            self.current.lines.append(line)

    def _caption(self, caption: re.Match[str]) -> None:
        key = fold("".join(caption[1].split()))
        if caption[2] == "图":  # what stands around a figure goes on after it
            self.sections.setdefault(key, RawSection(tidy(caption[4] or ""), is_table=True))
        elif key in self.sections:  # 续表, a caption that each page repeats
            self.current = self.sections[key]
        else:
            self.current = self.sections[key] = RawSection(tidy(caption[4] or ""), is_table=True)

    def _heading(self, line: str) -> bool:
        for level, pattern in enumerate(_NUMBERED):
            match = pattern.match(line)
            if match is None:
                continue
            number = _number(match[2] or match[1])
            around = [part for part in self.stack if part[0] < level]
            parent = around[-1][1] if around else ""
            marker = fold(match[1])
            key = parent + (f"（{marker}）" if level in _IN_BRACKETS else marker)
            rest = line[match.end() :]
            expected = self.last_numbers.get((parent, level), 0) + 1
            # A line may begin with a number by chance; its title tells, where the data know it.
            if number != expected and not self._has_title(key, rest):
                continue
            self.last_numbers[parent, level] = number
            self.stack = around
            self._open(level, key, rest)
            return True
        return False

    def _has_title(self, key: str, rest: str) -> bool:
        title = fold(tidy(self.titles.get(key, "")))
        words = fold(tidy(rest))
        return bool(title and words) and (words.startswith(title) or title.startswith(words))

    def _open(self, level: int, key: str, rest: str) -> None:
        self.stack.append((level, key))
        # Of two of one place, such as the annexes of two plans in one file, the first counts.
        self.current = RawSection(lines=[rest] if rest.strip() else [])
        self.sections.setdefault(key, self.current)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    number = 100 * _DIGITS.get(hundreds, 0)
    if ten:
        return number + 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    for digit in ones:
        number = number * 10 + _DIGITS.get(digit, 0)
    return number


def _part_heading(section: RawSection, title: str) -> None:
    """Take the heading off the front of a section's lines."""
    whole = tidy("\n".join(section.lines))
    if title and fold(whole).startswith(fold(tidy(title))):
        length = len(tidy(title))
    else:
        length = _title_length(tidy(section.lines[0]) if section.lines else "")
    section.heading = whole[:length]
    section.lines = [re.sub(r"^[。：:]", "", whole[length:].lstrip()).lstrip()]


def _title_length(line: str) -> int:
    """Return how much of a line behind a number is a title: up to a full stop, else a line without one."""
    lead = line.partition("。")[0]
    if "。" in line:
        return len(lead) if len(lead) <= MAX_TITLE and not re.search("[：；:;]", lead) else 0
    return 0 if re.search("[；;]|[，、,：:]$", line) or len(line) > MAX_TITLE else len(line)
