pragma ComponentBehavior: Bound

import QtQuick

// How loud the kiosk hears you: 36 bars around a disc. `level` is 0 to 1.
Item {
    id: ring

    property real level: 0
    readonly property var pattern: [0.35, 0.6, 0.9, 0.7, 0.5, 0.8, 1, 0.75, 0.4, 0.55, 0.85, 0.65]

    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.voiceSoft
    }
    Rectangle {
        anchors.centerIn: parent
        width: ring.width * 0.78
        height: width
        radius: width / 2
        color: Theme.voiceSoft2
    }
    Repeater {
        model: 36
        delegate: Item {
            id: spoke
            required property int index
            x: ring.width / 2
            y: ring.height / 2
            rotation: index * 10
            Rectangle {
                width: ring.width * 0.022
                height: ring.width * (0.015 + 0.1 * ring.level * ring.pattern[spoke.index % 12])
                x: -width / 2
                y: -ring.width * 0.37 - height
                radius: width / 2
                color: Theme.voice
            }
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: ring.width * 0.6
        height: width
        radius: width / 2
        color: Theme.voice
        BigIcon {
            anchors.centerIn: parent
            picture: "mic"
            size: ring.width * 0.34
            colour: Theme.voiceText
        }
    }
}
