import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigButton {
        objectName: "fault"
        width: 300
        height: 85
        text: "词"
        kind: "primary"
    }
}
