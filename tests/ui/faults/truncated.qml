import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        width: 100
        single: true
        elide: Text.ElideRight
        text: "后面的看不到"
    }
}
