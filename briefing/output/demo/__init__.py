"""Sample feeds of sample publishers, written for briefing."""
