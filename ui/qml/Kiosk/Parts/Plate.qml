import QtQuick

// The coloured ground of a picture; its colour never carries meaning alone.
Rectangle {
    id: plate

    property string picture: ""
    property int tone: 0
    property real size: Theme.measure("plateRow")

    implicitWidth: size
    implicitHeight: size
    radius: size * Theme.tokens.mm.plateRadius
    color: Theme.plate(tone)
    Accessible.ignored: true

    BigIcon {
        anchors.centerIn: parent
        picture: plate.picture
        size: plate.size * Theme.tokens.mm.plateIcon
        colour: Theme.plateText
    }
}
