"""Fetching: which feeds are due (schedule), their requests (fetcher), and the pages of articles (article_pages)."""
