"""One seam for all model calls."""
