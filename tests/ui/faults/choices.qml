import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Repeater {
        model: 7
        delegate: BigButton {
            required property int index
            objectName: "fault-" + index
            x: index % 3 * 240
            y: Math.floor(index / 3) * 140
            width: 200
            height: 120
            text: "词"
            picture: "home"
        }
    }
}
