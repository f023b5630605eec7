"""The only package that imports sqlite3: migrations, one repository per aggregate, the undo log, redirects."""
