"""The screens: they show what is loaded, and hand commands to the controllers."""
