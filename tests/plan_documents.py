"""A made-up plan of the small district as an office might have it: text, Markdown, PDF, each with its quirks."""

from __future__ import annotations

from pathlib import Path

import matplotlib.backends.backend_pdf
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from layout.drawing.text_metrics import font_file

# Sentences broken by lines, a number torn by blanks, full-width digits, page numbers, a contents page.
TEXT = """示例区规划

目　录
第一章 回顾 …………… 1
第二章 布局 …………… 2
第三章 集群 …………… 3

第一章 回顾
全区工业产值从 50.0 亿元提
高到 8 0 . 0 亿元；位次不变。年均增长 9.9%，净增 ３１.0 亿
- 1 -
元。机械产值 20 亿元，占 25.0%！
第二章 布局
到 2025 年，产值增量倍增。建成特色园区 3 个，
“一轴引路。”织造园产值由 4 亿元增至 8 亿元，齿轮坊不低于 50000 万元。

表 1：主要指标
序号 指标名称 2025 年目标
1 工业产值年均增长率（%） 8左右
2
工业产值（亿元）
120
3 新增企业数量（家） 20
4 用水量 不高于 10
5 能耗下降率（%） 完成下达指标
第三章 集群
一是扩量。机械、消费品两个集群并进。
二是打造百亿级产业。
表 2 园区
表 3 产业链
"""

LONG = """一、总则
（一）要求
１.做强产业。强调规模。规模为 500 亿元。
齿轮。坚持精品，到 2025 年达
到 250 亿元。
- 14 -
机床。达到 1 2 0 亿元。再看 1,234.5 亿元。
2.做优服务
——坚持开放。开放为先；合作为要。
（二）安排
2.1 万人参与。
一是建链。引进项目。
二是补链。延伸项目？当然！
二、附则
"""


def write_pdf(file: Path, text: str, lines_to_page: int = 12) -> Path:
    """Write text as a PDF, so many lines to a page, each page with its number at its foot."""
    font = FontProperties(fname=str(font_file()))
    lines = [line for line in text.splitlines() if line.strip()]
    pages = [lines[n : n + lines_to_page] for n in range(0, len(lines), lines_to_page)]
    with matplotlib.backends.backend_pdf.PdfPages(file) as pdf:
        for number, page in enumerate(pages, 1):
            sheet = Figure(figsize=(8, 11))
            for row, line in enumerate(page):
                sheet.text(0.1, 0.9 - row * 0.05, line, fontproperties=font, parse_math=False)
            sheet.text(0.5, 0.05, str(number), fontproperties=font)
            pdf.savefig(sheet)
    return file


def write_scan(file: Path) -> Path:
    """Write a PDF of pages without any text."""
    with matplotlib.backends.backend_pdf.PdfPages(file) as pdf:
        for _ in range(2):
            sheet = Figure(figsize=(2, 3))
            sheet.add_subplot().plot([1, 2], [3, 4])
            for axis in sheet.axes:
                axis.set_axis_off()
            pdf.savefig(sheet)
    return file
