"""Reading English (and not misreading anything else): sentences, words, norms."""
