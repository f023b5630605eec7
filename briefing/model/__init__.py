"""Frozen dataclasses that every layer uses. All datetimes are aware and in UTC."""
