"""Regions: which of the 17 regional offices looks after an address, a sentence's places, or a point on the map."""

from knowledge.regions.location import nearest_office
from knowledge.regions.routing import find_regions, route
from knowledge.regions.shapes import RegionMention, Routing

__all__ = ["RegionMention", "Routing", "find_regions", "nearest_office", "route"]
