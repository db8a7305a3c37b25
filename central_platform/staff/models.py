"""No tables of our own; Django sends post_migrate, on which the roles are made, only to apps that have this module."""
