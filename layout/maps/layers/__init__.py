"""The map's layers, from the ground up. A new layer is one file here and one line below."""

from layout.maps.layers import context, elements, links, parks, roads, towns, zones

LAYERS = (context, towns, elements, roads, links, zones, parks)
