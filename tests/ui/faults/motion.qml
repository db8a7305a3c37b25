import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Rectangle {
        id: thing
        width: 100
        height: 100
        color: Theme.primary
        NumberAnimation on x {
            to: 400
            duration: 1000
        }
    }
}
