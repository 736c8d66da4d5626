"""Surveys as XLSForm workbooks (xlsform.org), the form of KoboToolbox and ODK: read strictly, written plainly."""

from __future__ import annotations
