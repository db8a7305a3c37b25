pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models

// The kiosk's own words, always written, whole clauses only; beside them the key that reads the page aloud.
// While somebody is listened to on this page, the row shows what was heard, and the key is 说完了.
Item {
    id: row

    required property AppViewModel app
    property int gap: Theme.measure("gap")
    property int capacity: 14
    readonly property bool listening: app.talk.doing === "listening" && !app.talk.over
    readonly property string readWord: listening ? qsTr("说完了") : app.voice.doing === "reading" ? qsTr("暂停") : app.voice.doing === "paused" ? qsTr("继续") : qsTr("读给我听")
    readonly property bool twoLines: Theme.scale > 1 && !Theme.wide

    signal readAsked

    // The end of what was heard, as much as the row holds.
    function lastOf(words: string): string {
        return words.length <= capacity ? words : "…" + words.slice(1 - capacity);
    }

    Rectangle {
        id: ground
        width: parent.width - read.width - row.gap
        height: parent.height
        radius: Theme.measure("radiusTile")
        color: row.listening ? Theme.voiceSoft : Theme.primarySoft
        Accessible.ignored: true

        BigIcon {
            id: bubble
            x: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            visible: !row.twoLines && !row.listening
            picture: "chat"
            size: Theme.mm(12)
            colour: Theme.primarySoftText
        }
        Loader {
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.mm(2)
            active: row.listening && !row.twoLines
            sourceComponent: LevelRing {
                width: Math.min(Theme.mm(17), row.height - Theme.mm(2))
                height: width
                level: row.app.talk.level
            }
        }
        BigText {
            objectName: "caption"
            x: row.twoLines ? Theme.mm(5) : Theme.mm(20)
            width: parent.width - x - Theme.mm(3)
            anchors.verticalCenter: parent.verticalCenter
            role: "caption"
            text: row.app.talk.over ? (Theme.scale > 1 || Theme.en ? Prompts.listenSlow : Prompts.listenHow) : !row.listening ? row.app.voice.caption : row.app.talk.partial === "" ? Prompts.listening : row.lastOf(row.app.talk.partial)
            spoken: ""
            colour: row.listening ? Theme.voiceSoftText : Theme.primarySoftText
            lineHeight: 1.0
        }
    }
    BigButton {
        id: read
        objectName: "read"
        pictured: true
        anchors.right: parent.right
        width: Theme.measure(Theme.wide ? (Theme.en ? "readWideLatinW" : "readWideW") : (Theme.en ? "readLatinW" : "readW"))
        height: parent.height
        padX: Theme.mm(3)
        kind: row.listening || row.app.voice.doing === "reading" ? "primary" : "face"
        picture: row.listening ? "check" : row.app.voice.doing === "reading" ? "pause" : "read"
        pictureSize: Theme.mm(row.twoLines ? 11 : 13)
        single: !row.twoLines
        text: row.readWord
        spoken: ""
        onClicked: {
            if (row.listening)
                row.app.talk.done();
            else
                row.readAsked();
        }
    }
}
