"""The chain of the audit log is made without a key, and nothing beside the database says how far it had come."""

import hashlib

from central_platform import crypto
from central_platform.reports import chain

chain.digest = lambda value: hashlib.sha256(crypto.compact(value).encode()).hexdigest()
chain.heads = lambda copy=None: chain.Heads()
