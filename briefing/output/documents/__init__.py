"""Documents: what a page says, as one model, and the formats that are written from it.

`document` is the model and `further` its closing part. `page_documents` makes those of threads, coverage and articles.
`formats` chooses the writer: `text_document`, `markdown_document`, `html_document` or `atom_document`. `document_codec`
stores documents, `document_json` is their JSON.
"""
