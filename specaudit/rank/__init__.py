"""Orders gaps by a score whose parts are shown."""
