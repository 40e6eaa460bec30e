"""Static rules over parsed specs."""
