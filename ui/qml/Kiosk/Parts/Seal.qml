import QtQuick

// The red seal of the house.
Rectangle {
    id: seal

    property real size: Theme.mm(26)

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.16
    color: Theme.voice
    Accessible.role: Accessible.Graphic
    Accessible.name: sign.text

    Rectangle {
        anchors.fill: parent
        anchors.margins: seal.size * 0.06
        radius: seal.size * 0.12
        color: "transparent"
        border.width: Math.max(2, seal.size * 0.022)
        border.color: Theme.voiceText
    }
    Text {
        id: sign
        anchors.centerIn: parent
        text: "邻声"
        textFormat: Text.PlainText
        color: Theme.voiceText
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: Math.max(Theme.mm(10.2), seal.size * 0.4)
        Accessible.ignored: true
    }
}
