"""The commands of `kiosk …`, one file each."""
