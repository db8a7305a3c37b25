import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    Item {
        width: 200
        height: 120
        TapHandler {}
    }
}
