from __future__ import annotations

from concerted.base.clock.pulse import forget_dead_workers
from concerted.base.clock.times import every
from concerted.base.jobs import reap_dead_workers_jobs
from concerted.base.limits.buckets import forget_expired_allowances
from concerted.base.outbox.sending import forget_old_mail, release_dead_workers_mail

every(seconds=30)(release_dead_workers_mail)
every(seconds=60)(reap_dead_workers_jobs)
every(seconds=3600)(forget_expired_allowances)
every(seconds=24 * 3600)(forget_dead_workers)
every(seconds=24 * 3600)(forget_old_mail)
