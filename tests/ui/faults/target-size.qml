import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigButton {
        objectName: "fault"
        width: 60
        height: 120
        text: "词"
    }
}
