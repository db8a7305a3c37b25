import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    BigIcon {
        picture: "home"
        colour: Theme.cardLine
    }
}
