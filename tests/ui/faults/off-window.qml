import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        x: page.Window.width
        text: "看不见"
    }
}
