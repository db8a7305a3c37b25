import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        heading: true
        text: "第二个标题"
    }
}
