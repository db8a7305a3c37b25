import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        font.pixelSize: 24
        text: "太小"
    }
}
