import QtQuick

// Two rings outside a control: dark and light, so that one of them is seen on any ground.
Rectangle {
    id: ring

    property real corner: 0
    readonly property int inner: Theme.measure("focusInner")
    readonly property int outer: Theme.measure("focusOuter")

    anchors.fill: parent
    anchors.margins: -(inner + outer)
    radius: corner + inner + outer
    color: Theme.focusOut

    Rectangle {
        anchors.fill: parent
        anchors.margins: ring.outer
        radius: ring.corner + ring.inner
        color: Theme.focusIn
    }
}
