import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        text: "一句话"
    }
    BigText {
        y: 10
        text: "又一句"
    }
}
