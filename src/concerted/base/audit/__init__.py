"""The trail: who did what to which row, and when. Rows are only ever added."""
