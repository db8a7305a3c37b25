import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Item {
        clip: true
        width: 100
        height: 120
        BigButton {
            objectName: "fault"
            width: 200
            height: 120
            text: "词"
            picture: "home"
        }
    }
}
