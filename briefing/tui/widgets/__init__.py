"""What stands on the screens; widgets know values and how to draw them, never the services."""
