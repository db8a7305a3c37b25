"""One list model for frozen records, shown a leaf at a time: what does not fit goes to the next leaf, never under a scroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

LEAF_ROOM = 6
WHOLE = 999
"""Room for a list that is not cut here: the page measures its rows itself."""
FIRST_ROLE = Qt.ItemDataRole.UserRole + 1


def leaves(records: Sequence[Any], room: int) -> int:
    """How many leaves `records` fill, at least one."""
    return max(1, -(-len(records) // room))


def shown(records: tuple[Any, ...], room: int, leaf: int) -> tuple[Any, ...]:
    """The records of one leaf; of the last one when there are not so many."""
    first = min(leaf, leaves(records, room) - 1) * room
    return records[first : first + room]


@QmlElement
@QmlUncreatable("Made by a view model")
class RecordList(QAbstractListModel):
    """Records of one dataclass; a role for each field. QML says how many fit (`room`) and which leaf is shown."""

    changed = Signal()

    def __init__(self, record: type, parent: QObject | None = None, room: int = LEAF_ROOM) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(record)]
        self._records: tuple[Any, ...] = ()
        self._room = room
        self._leaf = 0

    def show(self, records: Sequence[Any]) -> None:
        """Shows `records` from their first leaf."""
        self._put(records=tuple(records))

    def _put(self, records: tuple[Any, ...] | None = None, room: int | None = None, leaf: int | None = None) -> None:
        """Rows that stay are not made anew: a finger on its way to a row must find it there."""
        records = self._records if records is None else records
        room = self._room if room is None else max(1, room)
        leaf = self._leaf if leaf is None else max(0, leaf)
        before, after = self._shown(), shown(records, room, leaf)
        longer = 0 < len(before) < len(after) and after[: len(before)] == before
        anew = len(after) != len(before) and not longer
        if anew:
            self.beginResetModel()
        elif longer:
            self.beginInsertRows(QModelIndex(), len(before), len(after) - 1)
        self._records, self._room, self._leaf = records, room, leaf
        if anew:
            self.endResetModel()
        elif longer:
            self.endInsertRows()
        elif after != before:
            self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
        self.changed.emit()

    def texts(self, name: str) -> list[str]:
        """One field of all records, on whatever leaf."""
        return [str(getattr(record, name)) for record in self._records]

    def _shown(self) -> tuple[Any, ...]:
        return shown(self._records, self._room, self._leaf)

    def _leaves(self) -> int:
        return leaves(self._records, self._room)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown())

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = self._shown()
        name = self._names[role - FIRST_ROLE] if FIRST_ROLE <= role < FIRST_ROLE + len(self._names) else None
        return getattr(shown[index.row()], name) if name and 0 <= index.row() < len(shown) else None

    def roleNames(self) -> dict[int, QByteArray]:
        return {FIRST_ROLE + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def _get_room(self) -> int:
        return self._room

    def _set_room(self, room: int) -> None:
        if room != self._room:
            self._put(room=room)

    def _get_leaf(self) -> int:
        return min(self._leaf, self._leaves() - 1)

    def _set_leaf(self, leaf: int) -> None:
        if leaf != self._leaf:
            self._put(leaf=leaf)

    room = Property(int, _get_room, _set_room, notify=changed)
    leaf = Property(int, _get_leaf, _set_leaf, notify=changed)
    leaves = Property(int, _leaves, notify=changed)
    total = Property(int, lambda self: len(self._records), notify=changed)
