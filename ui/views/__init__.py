"""Values as inert HTML and SVG. May import no page."""
