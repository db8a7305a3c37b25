import QtQuick

// Cells of one size for a known count; its height is the room it may use.
Flow {
    id: grid

    property int columns: 2
    property int count: 1
    property real room: 100
    property real tallest: Theme.mm(110)
    readonly property int lines: Math.max(1, Math.ceil(count / columns))
    readonly property int cellWidth: Math.floor((width - (columns - 1) * spacing) / columns)
    readonly property int cellHeight: Math.min(tallest, Math.floor((room - (lines - 1) * spacing) / lines))

    spacing: Theme.measure("gapUsual")
}
