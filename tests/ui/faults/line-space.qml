import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        width: 400
        lineHeight: 0.9
        text: "这一行和下一行挨得太近，看着累。"
    }
}
