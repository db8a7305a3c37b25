import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Card {
        width: 200
        height: 100
        BigText {
            x: 120
            text: "出去了"
        }
    }
}
