"""``python -m specaudit``."""

from specaudit.cli import main

if __name__ == "__main__":
    main()
