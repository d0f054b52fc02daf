"""How much a photograph may hold; each limit is named in the fault that it causes."""

MAX_PHOTO_BYTES = 20_000_000
# Decoded, a pixel takes four bytes or more.
MAX_PIXELS = 60_000_000
# Of what is made of it, in pixels: enough for a page of A4 at 170 dots to the inch.
MAX_SIDE = 2_000
MAX_PHOTOS = 60
