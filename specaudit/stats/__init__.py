"""Pure statistics: sequences in, named tuples out, generators passed in."""
