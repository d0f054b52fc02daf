"""The featured parks: a gallery, and one page for each."""

from layout.pages import site
from layout.panels import gallery

site.panel(gallery(*site.current()))
