import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        text: "在下面"
    }
    BigButton {
        objectName: "fault"
        width: 200
        height: 120
        text: "词"
        picture: "home"
    }
}
