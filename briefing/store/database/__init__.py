"""The file of the store: how it is opened, locked, checked, copied and migrated.

`connection` opens it, or `read_only` where nothing can be written, with `store_locks`. `migrations` brings an older
store up to date and `schema_check` compares it. `damage` checks each value that is read against `column_values`;
`store_copies` copies it.
"""
