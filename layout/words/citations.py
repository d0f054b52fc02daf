"""Sources in words: title, place, kind and date, and how a place in a plan is written in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geodata.languages import language
from geodata.places import ROW, last_step, read_place, split_page
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan, Ref, Source
from layout.words.glossary import say
from layout.words.years import INFERRED

# Kinds of sources of which a reader must be told; see geodata/schema.toml.
_TOLD_KINDS = ("press", "copy", "third-party")
_NUMERALS = "一二三四五六七八九十"
# The last is dropped: in 一是, 二是 (firstly, secondly) the numeral alone is the place.
_IN_DIGITS = str.maketrans("〇一二三四五六七八九（）", "0123456789()", "是")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_COUNTED = ((r"\s*第\s*(\d+)\s*句", "text.sentence"), (r"\s*第\s*(\d+)\s*行", "text.row"))
# Steps of a place that are named by a word, and the glossary's word for each.
_NAMED_STEPS = {
    "表": "place.table", "附表": "place.table", "图": "place.figure", "附图": "place.figure",
    "专栏": "place.box", "附件": "place.annex", "附录": "place.appendix", "部分": "place.part",
    "编": "place.volume", "章": "place.chapter", "节": "place.section", "条": "place.article",
    "款": "place.paragraph", "段": "place.paragraph",
}  # fmt: skip
_NAMED = re.compile(
    rf"(附表|附图|附件|附录|表|图|专栏)\s*([{_NUMERALS}\d]*)"
    rf"|第\s*([{_NUMERALS}\d]+)\s*(部分|编|章|节|条|款|段)"
)


def citation(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    """Return sources as words: title and place in it, or the short name of the plan and the place."""
    plan_sources = {r.source for r in plan.edition.refs}
    parts = []
    for ref in refs:
        if ref.source in plan_sources and ref.locator:
            # A place that begins with a numeral is a section; another, such as a table, has no §.
            section = re.match(f"[{_NUMERALS}]", ref.locator)
            key = "text.section" if section else "text.of-plan"
            parts.append(say(key, lang, plan=_plan_name(plan, lang), place=_place(plan, ref, lang)))
        else:
            source = plan.source.get(ref.source)
            title = source.title(lang) if source else ref.source
            parts.append(f"{title} {_place(plan, ref, lang)}".strip())
    # Several figures may come from one sentence, which is cited once.
    return say("text.stop", lang).join(dict.fromkeys(parts))


def _plan_name(plan: Plan, lang: str) -> str:
    # Where a page in Chinese says 规划 it means the one it shows; in English any plan could be meant.
    return say("text.plan", lang) if language(lang).script == "Hani" else plan.edition.short(lang)


def heading_path(locator: str, plan: Plan, lang: str) -> tuple[str, ...]:
    """Return a place in the plan as its headings, from the outermost on, then the counted sentence or row."""
    place = read_place(locator)
    path: list[str] = []
    for section in place.sections:
        heading = plan.heading(section)
        step = last_step(section)
        title = heading.title(lang) if heading else ""
        # The title of an item stands in its locator already.
        is_item = heading is not None and step == heading.title.original
        label = "" if is_item else _step_label(step, len(path) == 0, lang)
        path.append(_joined_label(label, title, lang))
    if place.page:
        path.append(_page_words(place.page, lang))
    if place.unit:
        key = "place.row" if place.unit == ROW else "place.sentence"
        path.append(say(key, lang, n=place.number))
    return tuple(filter(None, path))


def _joined_label(label: str, title: str, lang: str) -> str:
    # Behind a Chinese bracket and in 一是 no blank is set.
    close = language(lang).script == "Hani" and label.endswith(("）", "是"))
    return f"{label}{'' if close else ' '}{title}".strip()


def _step_label(step: str, is_outermost: bool, lang: str) -> str:
    if is_outermost and re.fullmatch(f"[{_NUMERALS}]+", step):
        return say("place.part-label", lang, part=step if language(lang).script == "Hani" else _digits(step))
    if language(lang).script == "Hani":
        return step
    label = _latin_steps(step, lang).strip()
    return label[:1].upper() + label[1:]


@once_per_plan
def _place(plan: Plan, ref: Ref, lang: str) -> str:
    """Return a place in a plan: `九（八）7 第1句` as 第九部分（八）7 第1句 or 9(8)7, sentence 1."""
    locator, page = split_page(ref.locator)
    words = locator
    if language(lang).script != "Hani":
        words = _latin_place(Ref(ref.source, locator), plan, lang)
    for pattern, word in _COUNTED:
        words = re.sub(pattern, lambda m, w=word: say(w, lang, n=m[1]), words)  # type: ignore[misc]
    part = re.match(f"[{_NUMERALS}]+", words)
    if part is not None:
        rest = words[part.end() :]
        gap = " " if rest[:1].isascii() and rest[:1].isdigit() else ""
        words = say("text.part", lang, part=part[0], rest=gap + rest)
    page = _page_words(page, lang) if page else ""
    # A page is of the document, not of the section: it stands last.
    return say("text.on-page", lang, place=words, page=page) if words and page else words or page


def _page_words(page: str, lang: str) -> str:
    return say("place.pages" if "–" in page else "place.page", lang, n=page)


def _latin_place(ref: Ref, plan: Plan, lang: str) -> str:
    """Return a place with numbers in digits, and titles of items in the language where the data have them."""
    steps = []
    for section in read_place(ref.locator).sections:
        step = last_step(section)
        heading = plan.heading(section, ref.source)
        is_item = heading is not None and step == heading.title.original
        steps.append(f" {heading.title(lang)}" if is_item and heading else _latin_steps(step, lang))
    counted = split_counted_place(ref.locator)
    # Of two numbers in a row neither is a digit of the other: 一1 is 1.1.
    place = re.sub(r"(?<=\d)\0(?=\d)", ".", "\0".join(steps)).replace("\0", "").strip()
    return f"{place} {ref.locator[len(counted[0]) :].strip()}" if counted else place


def _latin_steps(step: str, lang: str) -> str:
    named = _NAMED.fullmatch(step)
    if named is None:
        # Titles are left alone: their numerals are parts of words.
        is_number = re.fullmatch(rf"[（]?[{_NUMERALS}\d]+(?:是|）)?", step)
        return _digits(step) if is_number else f" {step}"
    word = _NAMED_STEPS[named[1] or named[4]]
    return f" {say(word, lang, n=_digits(named[2] or named[3] or '')).strip()}"


def _digits(words: str) -> str:
    # 十 has no digit of its own: 十一 is 11, 二十 is 20.
    return _TENS.sub(lambda m: (m[1] or "一") + (m[2] or "〇"), words).translate(_IN_DIGITS)


def split_counted_place(locator: str) -> tuple[str, int, str] | None:
    """Take a place that ends in a counted sentence or row apart: what it is of, its number, its word."""
    for pattern, word in _COUNTED:
        match = re.search(f"{pattern}$", locator)
        if match:
            return locator[: match.start()], int(match[1]), word
    return None


def source_date(source: Source, lang: str) -> str:
    """Return the date of a source, marked where the document does not print it."""
    inferred = source.date and source.date_basis == INFERRED
    return say("roles.inferred-date", lang, date=source.date) if inferred else source.date


def source_kind_words(source: Source | None, lang: str) -> str:
    """Return that a source is a copy, a third-party page or the press; empty for any other."""
    return say(f"source_kind.{source.kind}", lang) if source and source.kind in _TOLD_KINDS else ""
