"""``python -m etl``: the ``etl`` command where no script is installed."""

from etl.cli.app import main

if __name__ == "__main__":
    main()
