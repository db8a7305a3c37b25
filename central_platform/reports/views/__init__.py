"""The staff's pages for what residents filed: the queue, one order, letters, and who opened what."""
