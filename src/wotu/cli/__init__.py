"""The command `wotu`: one file per command, put together in `app`."""


def main() -> None:
    """Run the command line."""
    from wotu.cli.app import app  # noqa: PLC0415 - keeps `import wotu.cli` instant

    app()
