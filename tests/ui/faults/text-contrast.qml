import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigText {
        colour: Theme.cardLine
        text: "看不清"
    }
}
