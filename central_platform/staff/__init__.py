"""The console staff sign in to: roles, home, menu, lists."""
