"""The interactive terminal application."""

import os

os.environ.setdefault("TEXTUAL_FPS", "250")  # Textual's own 60 let a key wait up to 33 ms for the frame after the next
