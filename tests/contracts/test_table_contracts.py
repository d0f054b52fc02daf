"""What workbooks and frames lean on in openpyxl and pandas."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.contracts.kit import contract

WRITER, READER = "layout/exports/workbook_file.py", "geodata/intake/workbook_reader.py"


def file_of(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def formulas() -> bytes:
    """Return a workbook of a formula, a text that looks like one, and a number."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["=1+1", "", 1.5])
    sheet["B1"].value = "=1+1"
    sheet["B1"].data_type = "s"
    return file_of(book)


def read(file: bytes, **how: Any) -> Any:
    """Open the first sheet of a file as the reader does."""
    return openpyxl.load_workbook(io.BytesIO(file), read_only=True, keep_links=False, **how).worksheets[0]


@contract("openpyxl", WRITER, {"as it comes": "f", "said to be text": "s"})
def test_text_that_looks_like_a_formula_becomes_one() -> object:
    """Text that begins with “=” is written as a formula unless the cell is said to be text afterwards."""
    cells = next(read(formulas()).iter_rows())
    return {"as it comes": cells[0].data_type, "said to be text": cells[1].data_type}


@contract("openpyxl", WRITER, "IllegalCharacterError")
def test_a_control_character_is_refused() -> object:
    """One control character in a cell keeps the whole workbook from being written."""
    try:
        openpyxl.Workbook().active["A1"] = "a\x07"
    except IllegalCharacterError as error:
        return type(error).__name__
    return "written"


@contract("openpyxl", WRITER, (False, True))
def test_a_saved_workbook_holds_the_time() -> object:
    """Saving sets the time of change anew, in the properties and in every entry of the file."""
    book = openpyxl.Workbook()
    book.properties.modified = datetime(2000, 1, 1)
    with zipfile.ZipFile(io.BytesIO(file_of(book))) as package:
        stamped = all(i.date_time > (2020, 1, 1, 0, 0, 0) for i in package.infolist())
        return b"2000-01-01" in package.read("docProps/core.xml").partition(b"modified")[2], stamped


@contract("openpyxl", WRITER, ["n", "n", "#,##0.00"])
def test_a_decimal_is_a_number_and_keeps_its_format() -> object:
    """A `Decimal` is written as a number, in the format that the cell is given."""
    book = openpyxl.Workbook()
    cell = book.active["A1"]
    cell.value = Decimal("1.50")
    before = cell.data_type
    cell.number_format = "#,##0.00"
    back = next(read(file_of(book)).iter_rows())[0]
    return [before, back.data_type, back.number_format]


@contract("openpyxl", READER, {"values": [None, "=1+1", 1.5], "formulas": ["f", "s", "n"]})
def test_a_formula_without_a_value_is_read_as_nothing() -> object:
    """Read for values, a formula that no program has computed is None; only a second reading shows it."""
    values = [c.value for c in next(read(formulas(), data_only=True).iter_rows())]
    return {"values": values, "formulas": [c.data_type for c in next(read(formulas()).iter_rows())]}


@contract("openpyxl", READER, {"believed": 1, "counted": 3})
def test_the_size_that_a_sheet_states_is_believed() -> object:
    """Rows beyond the size that a sheet states are not read until `reset_dimensions()`."""
    book = openpyxl.Workbook()
    for n in range(3):
        book.active.append([n])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file_of(book))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info).replace(b'<dimension ref="A1:A3"', b'<dimension ref="A1:A1"'))
    believed = sum(1 for _ in read(out.getvalue()).iter_rows())
    sheet = read(out.getvalue())
    sheet.reset_dimensions()
    return {"believed": believed, "counted": sum(1 for _ in sheet.iter_rows(max_col=60))}


@contract("openpyxl", READER, ["datetime", "e", "bool"])
def test_dates_errors_and_truths_are_told_apart() -> object:
    """A date comes as one by its number format, an error as type “e”, a truth as a truth."""
    book = openpyxl.Workbook()
    book.active.append([datetime(2025, 1, 1), "#DIV/0!", True])
    date, error, truth = next(read(file_of(book), data_only=True).iter_rows())
    return [type(date.value).__name__, error.data_type, type(truth.value).__name__]


@contract("pandas", "geodata/load.py", {"text": "str", "": "", "number": [True, 1.0]})
def test_text_is_of_the_type_str_and_an_absent_number_is_nan() -> object:
    """A column of text is of the type `str` and keeps empty text; an absent number becomes NaN."""
    frame = pd.DataFrame([["", None], ["a", 1]], columns=["text", "number"])
    frame = frame.astype({"text": "str", "number": "float64"})
    absent, number = frame["number"]
    return {"text": str(frame["text"].dtype), "": frame["text"][0], "number": [bool(pd.isna(absent)), float(number)]}


@contract("pandas", "geodata/load.py", ["list", "NoneType"])
def test_records_stay_what_they_are_in_a_column_of_objects() -> object:
    """A column of type `object` keeps lists and None as they are."""
    frame = pd.DataFrame([[[{"a": 1}]], [None]], columns=["records"]).astype({"records": "object"})
    return [type(value).__name__ for value in frame["records"]]


@pytest.mark.skipif(sys.platform != "linux", reason="reads addresses under /proc")
@contract("pyarrow", "layout/server/processes.py", {"": True, "system": False})
def test_the_allocator_of_pyarrow_reserves_a_gigabyte_of_addresses() -> object:
    """The first text of a frame lets pyarrow's own allocator reserve 1 GB of addresses that it does not use; that of the system,
    which `ARROW_DEFAULT_MEMORY_POOL` names, does not: a limit of addresses is near what is used only with the latter."""
    code = "import pandas\npandas.Series(['a'])\nprint(next(i.split()[1] for i in open('/proc/self/status') if i.startswith('VmPeak')))"
    reserved = {}
    for pool in ("", "system"):
        env = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": pool, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
        reserved[pool] = int(done.stdout) > 1_000_000
    return reserved


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads under /proc")
@contract("pyarrow", "layout/server/processes.py", {"": 2, "background_thread:false": 1})
def test_the_allocator_of_pyarrow_starts_a_thread() -> object:
    """Loading pandas starts a thread of pyarrow's allocator, unless `JE_ARROW_MALLOC_CONF` says `background_thread:false`."""
    code = "import os, pandas\nprint(len(os.listdir('/proc/self/task')))"
    threads = {}
    for setting in ("", "background_thread:false"):
        env = {**os.environ, "JE_ARROW_MALLOC_CONF": setting, "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
        threads[setting] = int(done.stdout)
    return threads
