import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        width: 1500
        text: "一行太长，眼睛回来的时候，就找不到下一行了。一行太长，眼睛回来的时候，就找不到下一行了。"
    }
}
