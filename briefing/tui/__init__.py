"""The interactive terminal application, built with Textual. `app` is the beginning, then `first_loading`. What the
modules do:

- Show: `screens/` load with `queries` what a screen needs, `render/` makes lines of it, `widgets/` draw the lines.
- Act: `commands` has what keys do, made of `command`, `command_names` and `command_sets/`; `bindings` and `keymap` tie
  them to keys, `palettes` list them. `controllers/` carry them out, `modals/` ask for what they need, `attempts` try
  the answers, `page_opener` opens pages.
- Remember: `app_context` is what screens and controllers may use of the application. `thread_listing` is the list of
  the front page, with `tabs`, `list_items`, `page_order` and `unread_counts`, or `empty_list`; `feed_status` the state
  of the feeds, `read_sessions` what counts as read; `ui_state` is kept between two runs.
- Report: `messages` go from widgets and workers to screens, `status_messages` to the person.
- Block: `worker_pool` runs what `queries` and `external` do, so that the loop never waits; `background_work` reports
  their errors. A `terminal_program` has the terminal meanwhile.
- Fit the terminal: `symbols`, `themes`, `stylesheet`, `process_settings`, `anchored_output`, `plain_pastes`,
  `hangup`; `key_intake` handles keys in order, with `held_keys`.
"""
