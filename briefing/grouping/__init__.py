"""Groups articles into stories, stories into threads and threads into affairs, with evidence. Pure: no I/O."""
