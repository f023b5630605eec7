"""Sample feeds of invented publishers, written for the demo."""
