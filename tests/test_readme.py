"""What README and docs say can be done can be done, and is the same everywhere it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layout.__main__ import app
from layout.briefing.placeholders import FIGURE, KINDS
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.visuals import VISUALS
from tests.conftest import Case

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}


def marked(name: str) -> str:
    """Return the one command between the README's markers."""
    block = re.search(rf"<!-- {name} -->\n```\n(.+)\n```\n<!-- /{name} -->", README)
    assert block, f"README has no one-line command marked {name}"
    return block[1]


@pytest.mark.parametrize("name", ["run", "test"])
def test_each_command_is_one_line_that_does_its_own_set_up(name: str) -> None:
    command = marked(name)
    assert "\n" not in command
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install")
    files = re.findall(r"-r (\S+)", command)
    assert "requirements.txt" in files
    assert all((ROOT / file).is_file() for file in files)


def test_ci_runs_the_readme_command_and_no_other() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    process = subprocess.run(
        ["bash", "-c", re.search(r"command=\$\((.+)\)", script)[1]],  # type: ignore[index]
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.strip() == marked("test")
    assert "pytest" not in script


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 130


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_path_and_picture_it_names_is_there(page: Path) -> None:
    text = TEXTS[page.name]
    quoted = re.findall(r"`((?:geodata|layout|tests|docs|findings|\.streamlit|\.ci)/[\w./-]*)`", text)
    linked = re.findall(r"\]\(([\w./-]+)\)", text)

    assert [p for p in sorted(quoted) if not (ROOT / p).exists()] == []
    assert [p for p in sorted(linked) if not (page.parent / p).exists()] == []


def test_readme_leads_to_every_page_of_the_docs() -> None:
    linked = set(re.findall(r"\]\(([\w./-]+)\)", README))

    assert {p.relative_to(ROOT).as_posix() for p in PAGES} - {"README.md"} - linked == set()


def commands() -> list[str]:
    """Return the calls of the command line that README and docs show."""
    shown = [c for text in TEXTS.values() for c in re.findall(r"^\.venv/bin/(python -m layout .+)$", text, re.M)]
    assert shown
    return list(dict.fromkeys(shown))


@pytest.mark.parametrize("command", commands())
def test_command_line_examples_run(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)[3:]
    for target in (n for n, word in enumerate(words, 1) if word in ("export", "story")):
        words[target] = str(tmp_path / words[target])
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert done.stdout or list(tmp_path.iterdir())


def test_notebook_example_makes_a_map() -> None:
    code = re.search(r"```python\n(.+?)```", TEXTS["command-line.md"], re.S)
    assert code
    scope: dict[str, object] = {}
    *steps, last = code[1].strip().splitlines()
    exec("\n".join([*steps, f"layout_map = {last}"]), scope)
    assert type(scope["layout_map"]).__mro__[1].__name__ == "Map"


@pytest.mark.parametrize("heading", ["Run it", "What it is used for", "Test it", "Licence", "中文说明"])
def test_sections_are_there(heading: str) -> None:
    assert f"## {heading}" in README


def test_settings_are_those_that_the_code_reads() -> None:
    files = [*(ROOT / "layout").rglob("*.py"), *(ROOT / "geodata").rglob("*.py"), ROOT / "app.py"]
    code = "".join(p.read_text(encoding="utf-8") for p in files)
    read = set(re.findall(r"\bLAYOUT_[A-Z]+\b", code))

    assert read == set(re.findall(r"^\| `(LAYOUT_[A-Z]+)`", TEXTS["operate.md"], re.M))


def test_all_that_a_story_may_ask_for_is_told(bundled: Case) -> None:
    section = TEXTS["stories.md"].partition("## Write a story")[2].partition("\n## ")[0]
    sets = {name.partition(".")[0] for name in PlanFacts(bundled.plan).sets}
    words = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`\n]+)`", section))))

    assert {*KINDS} - {FIGURE} - words == set()
    assert {*VISUALS} - words == set()
    assert sets - words == set()
