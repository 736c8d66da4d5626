"""The demonstration: Riverside Health Alliance, thirteen organizations who work to keep a clinic open.

Made by the operations that users call. Its people are invented, the same ones each time; its public facts are real
(``data/README.md``).
"""

from __future__ import annotations

from concerted.site.demo.building import build
from concerted.site.demo.cast import LOGINS, PASSWORD

__all__ = ["LOGINS", "PASSWORD", "build"]
