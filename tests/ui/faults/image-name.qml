import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Image {
        width: 100
        height: 100
    }
}
