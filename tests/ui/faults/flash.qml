import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Rectangle {
        id: thing
        width: 300
        height: 300
        Timer {
            interval: 120
            repeat: true
            running: true
            onTriggered: thing.color = Qt.colorEqual(thing.color, "black") ? "white" : "black"
        }
    }
}
