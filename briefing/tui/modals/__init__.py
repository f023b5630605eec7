"""Modal screens: pages and prompts over the present screen."""
