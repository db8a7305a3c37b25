import QtQuick

// Things to read lie flat: a hairline edge, neither lip nor dark line, never pressable. It may stand in Leaves.
Rectangle {
    property string section: ""
    property bool wanted: true
    property bool optional: false
    property real stretch: 0
    property int column: -1
    property bool followed: false

    radius: Theme.measure("radiusTile")
    color: Theme.card
    border.width: Theme.measure("hairline")
    border.color: Theme.cardLine
    Accessible.ignored: true
}
