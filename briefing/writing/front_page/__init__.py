"""The front page: `front_page` has its rows, `ranking` with `section_reach` the order, `exclusion` what is left out."""
