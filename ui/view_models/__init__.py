"""One view model a page: state in, wishes out."""
