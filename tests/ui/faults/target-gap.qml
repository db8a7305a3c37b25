import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigButton {
        objectName: "fault"
        width: 200
        height: 120
        text: "词"
        picture: "home"
    }
    BigButton {
        objectName: "fault-2"
        width: 200
        height: 120
        text: "词"
        picture: "home"
        x: 205
    }
}
