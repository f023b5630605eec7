"""The screens: they ask the newsroom, hand values to widgets and turn messages into actions."""
