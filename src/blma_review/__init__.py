"""blma-review: holds a draft bilateral labour migration agreement against the Global Guidance."""

__version__ = "0.1.0"
