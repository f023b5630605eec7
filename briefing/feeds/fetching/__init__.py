"""Fetching: when a feed is due, its request, and the pages of its articles."""
