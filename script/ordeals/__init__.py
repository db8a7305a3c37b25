"""Fault injection: each module is one fault, run by `script/torture NAME`. An ordeal knows the command line and the HTTP
description (docs/cli.md, docs/wire.md) and nothing of the code it torments."""
