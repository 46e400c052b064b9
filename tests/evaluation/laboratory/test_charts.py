"""Curves lie where the rates are; timelines are as long as their session; nothing breaks out of the SVG."""

import xml.etree.ElementTree as ET

import numpy as np

from candor.evaluation.laboratory.charts import det_chart, timeline
from laboratory_builders import loops, played


def points_of(svg: str) -> list[tuple[float, float]]:
    line = ET.fromstring(svg).find("polyline")
    assert line is not None
    return [tuple(float(v) for v in pair.split(",")) for pair in line.attrib["points"].split()]  # pyright: ignore[reportReturnType]


def test_a_perfect_signal_lies_in_the_lower_left_corner() -> None:
    svg = det_chart(np.zeros(50), {"swap": np.ones(50)}, "DET")

    assert (46.0, 312.0) in points_of(svg)
    assert "swap (50)" in svg


def test_a_useless_signal_is_a_falling_line() -> None:
    rng = np.random.default_rng(0)

    points = points_of(det_chart(rng.normal(size=400), {"swap": rng.normal(size=400)}, "DET"))

    middle = [(x, y) for x, y in points if 100 < x < 300]
    assert max(abs((x - 46) + (312 - y) - 334) for x, y in middle) < 40


def test_names_cannot_break_out() -> None:
    svg = det_chart(np.zeros(3), {"<script>": np.ones(3)}, "a & b")

    assert ET.fromstring(svg) is not None
    assert "<script>" not in svg


def test_a_timeline_has_a_row_a_question_and_a_line_where_the_attack_begins() -> None:
    one = played(loops(5.0), "a2_loop")

    drawn = ET.fromstring(timeline(one.fused, 15.0, 3.0))

    bars = drawn.findall("rect")
    assert {bar.attrib["y"] for bar in bars} == {"0.0", "14.0"}
    assert "pause_and_verify" in {bar.attrib["class"] for bar in bars}
    begins = drawn.find("line")
    assert begins is not None
    assert begins.attrib["x1"] == "120.0"
    assert ET.fromstring(timeline(one.fused, 15.0, None)).find("line") is None
