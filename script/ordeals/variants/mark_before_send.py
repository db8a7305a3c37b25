"""An envelope counts as delivered when it is sent off, not when the platform's signed word has come."""

from offline_cache import database, envelopes
from offline_cache.sync import BATCH, Sync


def push(self: Sync, ends: float | None = None) -> object:
    while rows := self.ledger.queued(BATCH):
        who = self.exchange.who
        with self.ledger._outbox.opened() as db, database.transaction(db):
            for row in rows:
                envelopes.change(db, row.envelope.ref, state="delivered")
        said = self.exchange.envelopes([envelopes.signed(row.envelope, who.device_id, who.key) for row in rows])
        if not isinstance(said, list):
            return said
    return None


Sync.push = push  # type: ignore[method-assign, assignment]
