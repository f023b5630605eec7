"""A briefing becomes what a person sees."""
