"""HTTP: the only package that imports httpx, and the only one that opens connections."""
