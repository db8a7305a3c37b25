"""Kiosks: enrolment, device keys, leases, heartbeats."""
