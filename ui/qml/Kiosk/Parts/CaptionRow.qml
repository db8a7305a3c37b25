import QtQuick
import Kiosk.Models

// The kiosk's own words, always written, whole clauses only; beside them the key that reads the page aloud.
Item {
    id: row

    required property AppViewModel app
    property int gap: Theme.measure("gap")
    readonly property string readWord: app.voice.doing === "reading" ? qsTr("暂停") : app.voice.doing === "paused" ? qsTr("继续") : qsTr("读给我听")
    readonly property bool twoLines: Theme.scale > 1 && !Theme.wide

    signal readAsked

    Rectangle {
        id: ground
        width: parent.width - read.width - row.gap
        height: parent.height
        radius: Theme.measure("radiusTile")
        color: Theme.primarySoft
        Accessible.ignored: true

        BigIcon {
            id: bubble
            x: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            visible: !row.twoLines
            picture: "chat"
            size: Theme.mm(12)
            colour: Theme.primarySoftText
        }
        BigText {
            objectName: "caption"
            x: bubble.visible ? Theme.mm(20) : Theme.mm(5)
            width: parent.width - x - Theme.mm(3)
            anchors.verticalCenter: parent.verticalCenter
            role: "caption"
            text: row.app.voice.caption
            spoken: ""
            colour: Theme.primarySoftText
            lineHeight: 1.0
        }
    }
    BigButton {
        id: read
        objectName: "read"
        anchors.right: parent.right
        width: Theme.measure(Theme.wide ? (Theme.en ? "readWideLatinW" : "readWideW") : (Theme.en ? "readLatinW" : "readW"))
        height: parent.height
        padX: Theme.mm(3)
        kind: row.app.voice.doing === "reading" ? "primary" : "face"
        picture: row.app.voice.doing === "reading" ? "pause" : "read"
        pictureSize: Theme.mm(row.twoLines ? 11 : 13)
        single: !row.twoLines
        text: row.readWord
        spoken: ""
        onClicked: row.readAsked()
    }
}
