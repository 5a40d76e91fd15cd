"""`python -m wotu`: the same as the command `wotu`."""

from wotu.cli import main

if __name__ == "__main__":
    main()
