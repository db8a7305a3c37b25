"""The packaged snapshot: content that came with the program, trusted by this hash (written by `script/pack-content`)."""

SNAPSHOT_SHA256 = "a11fb9e32297478f55884b5dd6f36e51636d2a729147c4fa2ad60a37717060fe"
