"""The data format as a document, made from schema.toml: `python -m geodata.reference [zh|en]`.

`docs/data.md` and `docs/data.zh.md` are what it writes; a test holds them equal.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .languages import languages
from .schema import Condition, FieldSchema, TableSchema, table_schemas

# Of the document: schema.toml explains fields in these two, whatever languages the data have.
LANGS = ("zh", "en")


def reference(lang: str) -> str:
    """Return the whole reference as Markdown, `lang` being zh or en."""
    words = _words(lang)
    parts = [_text("reference", lang), _text("guide", lang)]
    for file in dict.fromkeys(table.file for table in table_schemas().values()):
        here = [table for table in table_schemas().values() if table.file == file]
        folder = "plans/<edition>/" if here[0].edition else ""
        parts.append(f"## `{folder}{file}`")
        parts += [_table(table, lang, words) for table in here]
    return "\n\n".join(parts) + "\n"


def _words(lang: str) -> Mapping[str, str]:
    raw = tomllib.loads(Path(__file__).with_name("reference.toml").read_text(encoding="utf-8"))
    return {key: pair[LANGS.index(lang)] for key, pair in raw.items()}


def _text(stem: str, lang: str) -> str:
    name = f"{stem}.zh.md" if lang == "zh" else f"{stem}.md"
    return Path(__file__).with_name(name).read_text(encoding="utf-8").rstrip()


def _table(table: TableSchema, lang: str, words: Mapping[str, str]) -> str:
    title = f"### {_place(table, words)}\n\n{table.about[LANGS.index(lang)]}{words['.']}"
    rules = list(_rules(table, words))
    head = f"| {' | '.join(words[key] for key in ('field', 'what', 'form', 'needed', 'example'))} |"
    rows = [row for field in _once(table.fields) for row in _rows(field, "", lang, words)]
    body = "\n".join([head, "|" + " --- |" * 5, *rows])
    return "\n\n".join([title, *(["\n".join(f"- {rule}" for rule in rules)] if rules else []), body])


def _place(table: TableSchema, words: Mapping[str, str]) -> str:
    """Return where in its file a table stands."""
    if table.form == "array":
        return f"`[[{table.name}]]`"
    return words[table.form].format(name=table.name)


def _rules(table: TableSchema, words: Mapping[str, str]) -> Iterator[str]:
    if table.optional:
        yield words["optional"]
    if table.geometry:
        shapes = " / ".join(table.geometry)
        yield words["geometry"].format(types=shapes) + ("" if table.geometry_needed else words["or-null"])
    if len(table.key) > 1:
        yield words["key"].format(names=_names(table.key))
    for condition in table.when:
        yield _condition(condition, words)
    for left, right in table.order:
        yield words["order"].format(left=left, right=right)
    for left, right in table.match:
        yield words["match"].format(left=left, right=right)
    for names in table.lengths:
        yield words["lengths"].format(names=_names(names))


def _condition(condition: Condition, words: Mapping[str, str]) -> str:
    values = condition.values
    if isinstance(values, str):
        when = words[f"if-{values}"].format(field=condition.field)
    else:
        listed = " / ".join(f"`{json.dumps(v) if isinstance(v, bool) else v}`" for v in values)
        when = words["if"].format(field=condition.field, values=listed)
    then = []
    if condition.need:
        then.append(words["need"].format(names=_names(condition.need)))
    if condition.forbid:
        then.append(words["forbid"].format(names=_names(condition.forbid)))
    if condition.geometry:
        then.append(words["geometry-is"].format(types=" / ".join(condition.geometry)))
    unless = words["unless"].format(fields=_names(condition.unless)) if condition.unless else ""
    return when + words[","].join(then) + unless


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _once(fields: Iterable[FieldSchema]) -> Iterator[FieldSchema]:
    """Yield each field, but the text of several languages once."""
    texts: set[str] = set()
    for field in fields:
        if field.text not in texts:
            yield field
        texts |= {field.text} - {""}


def _rows(field: FieldSchema, path: str, lang: str, words: Mapping[str, str]) -> Iterator[str]:
    name = f"`{path}{field.text or field.name}`"
    if field.text:
        name = f"`{path}{field.text}_zh` `_en`"
    cells = (name, _about(field, lang), _form(field, words), _needed(field, words), _example(field))
    # A bar within a cell would end the cell.
    yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    inner = f"{path}{field.name}[]." if field.type == "records" else f"{path}{field.name}."
    for part in _once(field.fields):
        yield from _rows(part, inner, lang, words)


def _about(field: FieldSchema, lang: str) -> str:
    at = LANGS.index(lang)
    values = zip(field.allowed, field.meanings, strict=True)
    return "<br>".join([field.about[at], *(f"`{value}` {meaning[at]}" for value, meaning in values)])


def _form(field: FieldSchema, words: Mapping[str, str]) -> str:
    form = words[f"type-{field.type}"]
    if field.ref:
        form += " → " + ", ".join(f"`{name}`" for name in field.ref.split("/"))
    low, high = (f"{end:g}" if end is not None else "" for end in (field.min, field.max))
    if low or high:
        form += f" {low}…{high}" if high else f" ≥ {low}"
    return f"{form}, {field.unit}" if field.unit else form


def _needed(field: FieldSchema, words: Mapping[str, str]) -> str:
    if field.text and field.required:
        names = words[","].join(f"`_{each.id}`" for each in languages() if each.required)
        return words["each-language"].format(names=names)
    if field.text:
        return words["may-be-empty"]
    return words["yes" if field.required else "no"]


def _example(field: FieldSchema) -> str:
    if field.example is None:
        return ""
    return f"`{field.example if isinstance(field.example, str) else json.dumps(field.example)}`"


if __name__ == "__main__":
    sys.stdout.write(reference(sys.argv[1] if len(sys.argv) > 1 else "en"))
