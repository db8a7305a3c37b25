import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigButton {
        objectName: "key-7"
        width: 200
        height: 120
        text: "词"
        picture: "home"
    }
}
