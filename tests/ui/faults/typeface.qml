import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        font.italic: true
        text: "斜的"
    }
}
