"""Commands of `seqf` that belong together; cli.py registers them."""
