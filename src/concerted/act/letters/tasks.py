from __future__ import annotations

from concerted.act.letters.operations.deliveries import settle_sent
from concerted.base.clock.times import every


@every(seconds=20)
def settle_letters() -> None:
    """Write down which letters have left."""
    settle_sent()
