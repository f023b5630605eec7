"""What a reader may add to the desk: full texts from pages, and a language model of their own choice."""
