"""Charts drawn on the server as SVG: figures in, picture and table out. See docs/design.md."""

from __future__ import annotations

from concerted.base.charts.areas import Area, Areas, draw_areas
from concerted.base.charts.bars import Bar, Bars, draw_bars
from concerted.base.charts.chart import Chart
from concerted.base.charts.dots import DotRow, Dots, draw_dots
from concerted.base.charts.grid import Grid, GridName, GridRow, draw_grid
from concerted.base.charts.lines import Event, Lines, Series, draw_lines
from concerted.base.charts.network import Dot, Network, Tie, draw_network
from concerted.base.charts.numbers import percent, plain
from concerted.base.charts.panels import Panel, Panels, draw_panels
from concerted.base.charts.scatter import Scatter, ScatterPoint, draw_scatter
from concerted.base.charts.spans import Span, SpanGroup, Spans, draw_spans

__all__ = [
    "Area",
    "Areas",
    "Bar",
    "Bars",
    "Chart",
    "Dot",
    "DotRow",
    "Dots",
    "Event",
    "Grid",
    "GridName",
    "GridRow",
    "Lines",
    "Network",
    "Panel",
    "Panels",
    "Scatter",
    "ScatterPoint",
    "Series",
    "Span",
    "SpanGroup",
    "Spans",
    "Tie",
    "draw_areas",
    "draw_bars",
    "draw_dots",
    "draw_grid",
    "draw_lines",
    "draw_network",
    "draw_panels",
    "draw_scatter",
    "draw_spans",
    "percent",
    "plain",
]
