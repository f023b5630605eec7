"""What a person sees: a briefing and everything else that is read becomes text, Markdown, JSON or a calendar."""
