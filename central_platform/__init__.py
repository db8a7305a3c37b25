"""The staff's side: content, reports, kiosks, open standards."""
