"""Open311 GeoReport v2: other systems file and follow requests. Whatever is answered without a key is public."""
