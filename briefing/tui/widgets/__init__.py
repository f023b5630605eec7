"""The widgets that draw lines: the list of threads, pages, bars and the filter."""
