"""Settings of the platform: `embedded` (SQLite, waitress), `production` (PostgreSQL), `test`."""
