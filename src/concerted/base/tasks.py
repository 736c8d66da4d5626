from __future__ import annotations

from concerted.base.clock.times import every
from concerted.base.jobs import reap_dead_workers_jobs
from concerted.base.limits.buckets import forget_expired_allowances

every(seconds=60)(reap_dead_workers_jobs)
every(seconds=3600)(forget_expired_allowances)
