"""ES modules joined by their imports into the text of one script, without a tool outside Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r"import \{([^{}]*)\} from '([^']+)';\n")
_TOP = re.compile(r"(export )?(?:async )?(?:function\*?|const|let|class) ([\w$]+)")
_WORD = re.compile(r"(import|export|var|const|let)\b")
# Whole lines of comment; a comment behind code stays.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*?(?:(?!\*/).)*\*/[ \t]*)\n", re.S | re.M)


class ModuleError(Exception):
    """A module that cannot be joined; the text names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: the line it stands on, the file it names, and the names it takes."""

    line: int
    path: Path
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One module: what it imports, the lines of its top-level names, those it exports, and its code."""

    path: Path
    imports: tuple[Import, ...]
    names: dict[str, int]
    exports: frozenset[str]
    code: str


def join_modules(entry: Path, base: Path) -> str:
    """Return the code of an entry and of all it imports, each module once and after its imports.

    Import and export are taken out: all names stand in one scope. Raises ModuleError with file (relative
    to `base`) and line if a file or a name is missing, if modules import each other in a circle, or if two
    of them give one name to different things.
    """
    modules = ordered(entry, base)
    # All modules share one scope: without the check a second declaration would break the whole script.
    owners: dict[str, Module] = {}
    for module in modules:
        for name, line in module.names.items():
            if name in owners:
                other = owners[name].path.relative_to(base)
                raise _error(module.path, base, line, f"'{name}' is a name of {other} too")
            owners[name] = module
    return "".join(module.code for module in modules)


def ordered(entry: Path, base: Path) -> list[Module]:
    """Return an entry and all that it imports, every module after those it imports. Raises ModuleError."""
    done: dict[Path, Module] = {}

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in done:
            return
        module = read(path, base)
        for statement in module.imports:
            other = _name(statement.path, base)
            if statement.path in (*above, path):
                raise _error(path, base, statement.line, f"{other} is imported in a circle")
            if not statement.path.is_file():
                raise _error(path, base, statement.line, f"there is no file {other}")
            visit(statement.path, (*above, path))
            lacking = [name for name in statement.names if name not in done[statement.path].exports]
            if lacking:
                raise _error(path, base, statement.line, f"{other} does not export '{lacking[0]}'")
        done[path] = module

    # Resolved, as the paths of imports are: the same file must not count as two modules.
    visit(entry.resolve(), ())
    return list(done.values())


@cache
def read(path: Path, base: Path) -> Module:
    """Return a module as it is written. Raises ModuleError where it is not of the plain form that is read.

    Plain is: `import { a, b } from './file.js';` above all code, and `export` before a declaration
    that begins its line and gives one name.
    """
    text = path.read_text(encoding="utf-8")
    imports = []
    at = _end_of_comments(text)
    while statement := _IMPORT.match(text, at):
        imported = tuple(name.strip() for name in statement[1].split(",") if name.strip())
        imports.append(Import(_line(text, at), (path.parent / statement[2]).resolve(), imported))
        at = statement.end()
    body = text[at:]
    names: dict[str, int] = {}
    exports: set[str] = set()
    for number, line in enumerate(body.splitlines(), _line(text, at)):
        top = _TOP.match(line)
        if top:
            if top[2] in names:
                raise _error(path, base, number, f"'{top[2]}' is declared twice")
            names[top[2]] = number
            exports |= {top[2]} if top[1] else set()
        elif _WORD.match(line):
            raise _error(path, base, number, f"not of the plain form that is joined: {line[:60]}")
    code = _without_indent(re.sub(r"^export ", "", _COMMENT.sub("", body), flags=re.M))
    return Module(path, tuple(imports), names, frozenset(exports), code)


def _without_indent(code: str) -> str:
    """Return code without blank lines and indentation, unless a template might run over several lines."""
    lines = code.splitlines()
    if any(line.count("`") % 2 for line in lines):
        return code.strip("\n") + "\n"
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def _end_of_comments(text: str) -> int:
    """Return where the comments at the head of a module end."""
    at = 0
    while comment := re.compile(r"//[^\n]*\n|/\*(?:(?!\*/).)*\*/\n|\n", re.S).match(text, at):
        at = comment.end()
    return at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _name(path: Path, base: Path) -> str:
    return str(path.relative_to(base)) if path.is_relative_to(base) else path.name


def _error(path: Path, base: Path, line: int, problem: str) -> ModuleError:
    return ModuleError(f"{_name(path, base)}:{line}: {problem}")
