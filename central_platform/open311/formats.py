"""GeoReport's two dresses of the same rows: XML with its roots and items, JSON as a bare array ("Spark")."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse

Row = dict[str, Any]
XML, JSON = "xml", "json"
TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
# The name of one member of a list inside a row.
MEMBER = {"endpoints": "endpoint", "formats": "format", "attributes": "attribute", "values": "value"}


def answer(form: str, root: str, item: str, rows: Sequence[Row], status: int = 200) -> HttpResponse:
    """Rows under `root`/`item` in XML, as an array in JSON."""
    if form == JSON:
        return _made(json.dumps(rows, ensure_ascii=False), form, status)
    top = ElementTree.Element(root)
    for row in rows:
        _fill(ElementTree.SubElement(top, item), row)
    return _made(_text(top), form, status)


def single(form: str, root: str, row: Row) -> HttpResponse:
    """The two documents of the specification that are one object: discovery and a service definition."""
    if form == JSON:
        return _made(json.dumps(row, ensure_ascii=False), form, 200)
    top = ElementTree.Element(root)
    _fill(top, row)
    return _made(_text(top), form, 200)


def problem(form: str, status: int, description: str) -> HttpResponse:
    """One thing that was wrong, for the person who asked."""
    return answer(form, "errors", "error", [{"code": str(status), "description": description}], status)


def _fill(element: ElementTree.Element, row: Row) -> None:
    for name, value in row.items():
        child = ElementTree.SubElement(element, name)
        if isinstance(value, list):
            for inner in value:
                member = ElementTree.SubElement(child, MEMBER[name])
                if isinstance(inner, dict):
                    _fill(member, inner)
                else:
                    member.text = _said(inner)
        else:
            child.text = _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else NOT_XML.sub("", str(value))


def _text(top: ElementTree.Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(top, encoding="unicode")


def _made(text: str, form: str, status: int) -> HttpResponse:
    return HttpResponse(text, content_type=TYPES[form], status=status)
