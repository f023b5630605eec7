"""The scripts by which shells complete words: click's, but words with signs of the shell are quoted."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_BRIEFING_COMPLETE"
"""The variable with which a script asks the program for words."""
SHELLS = ("bash", "zsh", "fish")
_BASH = r"""_briefing_completion() {
    local IFS=$'\n' response line type value
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _BRIEFING_COMPLETE=bash_complete "$1")
    COMPREPLY=()
    while IFS= read -r line; do
        type=${line%%,*} value=${line#*,}
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                case ${COMP_WORDS[COMP_CWORD]} in
                    \'*) value=${value//\'/\'\\\'\'} ;;
                    \"*)
                        value=${value//\\/\\\\} value=${value//\"/\\\"}
                        value=${value//\$/\\\$} value=${value//\`/\\\`}
                        ;;
                    *) printf -v value %q "$value" ;;
                esac
                COMPREPLY+=("$value")
                ;;
        esac
    done <<< "$response"
}
complete -o nosort -F _briefing_completion briefing
"""
"""Words are quoted as the one that is completed is: that of click leaves "iran's" as an open quotation."""


def completion_script(shell: str, command: click.Command) -> str:
    """Return the script that completes the words of a command in a shell."""
    if shell == "bash":
        return _BASH
    completion_class = get_completion_class(shell)
    assert completion_class is not None
    source = completion_class(command, {}, "briefing", VARIABLE)
    script = source.source_template % source.source_vars()
    return script.replace('string split ","', 'string split --max 1 ","')  # a comma in a name ends no name
