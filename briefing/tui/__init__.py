"""The interactive terminal application, built with Textual."""
