"""Articles become stories, stories become threads, with evidence. Pure."""
