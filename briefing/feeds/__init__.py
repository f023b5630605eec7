"""Feed documents: when to fetch, fetching, parsing."""
