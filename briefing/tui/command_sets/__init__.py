"""The commands of the reader, by subject."""
