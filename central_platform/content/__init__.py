"""Content staff edit: services, notices, places, report categories, halls."""
