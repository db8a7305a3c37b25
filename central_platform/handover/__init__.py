"""Orders given to the systems of other departments, by Open311: sent once, looked after since."""
