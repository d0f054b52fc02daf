"""Faults as text for a terminal: all in one go, grouped by file, and how many of each severity there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.faults import SEVERITIES, Fault
from layout.words.glossary import say


def by_file(faults: Sequence[Fault], lang: str) -> str:
    """Return the faults under their files, in the order in which these come first; then their counts."""
    files = dict.fromkeys(fault.file for fault in faults)
    lines: list[str] = []
    for file in files:
        lines += [file] if file else []
        within = [fault for fault in faults if fault.file == file]
        # The gravest first; sorted() keeps the order of those that weigh alike.
        for fault in sorted(within, key=lambda fault: SEVERITIES.index(fault.severity)):
            mark = say(f"fault_list.{fault.severity}", lang)
            lines.append(say("fault_list.line", lang, severity=mark, text=replace(fault, file="").text(lang)))
    return "\n".join([*lines, fault_counts(faults, lang)])


def fault_counts(faults: Sequence[Fault], lang: str) -> str:
    """Say how many faults, warnings and notes there are."""
    counts = {name: sum(fault.severity == name for fault in faults) for name in SEVERITIES}
    return say("fault_list.counts", lang, **counts)
