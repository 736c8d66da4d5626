"""Tables as people keep them (CSV, XLSX, Parquet, a database) as columns of numbers and names. No Django."""

from __future__ import annotations
