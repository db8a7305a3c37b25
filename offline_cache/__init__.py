"""What the kiosk knows without a network, without Qt."""
