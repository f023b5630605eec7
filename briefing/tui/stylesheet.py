"""A stylesheet that is not parsed twice at the start: Textual sets the theme again once the application runs."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class SteadyStylesheet(Stylesheet):
    """Is parsed again only if its variables differ; what is added to it is parsed in any case."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._used_variables = variables
        self._is_outdated = False

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take in the variables of a theme."""
        if variables != self._used_variables:
            self._used_variables = variables
            self._is_outdated = True
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse all rules with the present variables, unless they are."""
        if self._is_outdated:
            super().reparse()
            self._is_outdated = False
