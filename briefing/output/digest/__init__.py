"""Digests as documents, and as mail.

`digest` makes the document of a period from its `digest_entries`, which `digest_fitting` fits to a number of lines;
`weekly` that of a week. `digest_difference` compares two, `digest_names` names them in ids, `mail_message` is the mail,
with the headers of `mail_headers`.
"""
