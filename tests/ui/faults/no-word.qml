import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigButton {
        objectName: "fault"
        width: 200
        height: 120
        picture: "home"
        Accessible.name: "首页"
    }
}
