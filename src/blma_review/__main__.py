"""`python -m blma_review` is the same as the `blma-review` command."""

from blma_review.cli.main import run

if __name__ == "__main__":
    run()
