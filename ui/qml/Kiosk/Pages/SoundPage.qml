pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// How loud and how fast the kiosk speaks: eight steps and three speeds. All is as before when the visit ends.
KioskPage {
    id: page

    readonly property VoiceViewModel voice: app.voice

    heading: qsTr("声音")
    says: [voice.available ? qsTr("这样听得清吗？") : Prompts.speakerOff]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Item {
        id: loud
        y: title.height + Theme.mm(5)
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(60, 54, 50) : Theme.pick(80, 76, 66))
        BigButton {
            id: softer
            objectName: "softer"
            width: Math.floor((parent.width - Theme.mm(5)) / 2)
            height: parent.height - steps.height - Theme.mm(5)
            picture: Theme.step >= 2 ? "" : "volume"
            role: "bigLabel"
            text: qsTr("小声点")
            onClicked: {
                page.voice.setVolume(page.voice.volume - 1);
                page.voice.greet(page.says);
            }
        }
        BigButton {
            objectName: "louder"
            x: softer.width + Theme.mm(5)
            width: softer.width
            height: softer.height
            picture: Theme.step >= 2 ? "" : "read"
            role: "bigLabel"
            text: qsTr("大声点")
            onClicked: {
                page.voice.setVolume(page.voice.volume + 1);
                page.voice.greet(page.says);
            }
        }
        Row {
            id: steps
            y: parent.height - height
            width: parent.width
            height: Theme.mm(14)
            spacing: Theme.mm(3)
            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("声音大小，%1格").arg(page.voice.volume)
            Repeater {
                model: 8
                delegate: Rectangle {
                    required property int index
                    width: (steps.width - 7 * steps.spacing) / 8
                    height: steps.height
                    radius: Theme.mm(3)
                    color: index < page.voice.volume ? Theme.primary : Theme.card
                    border.width: Theme.measure("edge")
                    border.color: index < page.voice.volume ? Theme.primary : Theme.line
                }
            }
        }
    }
    BigText {
        id: speed
        visible: !(Theme.wide && Theme.step >= 2)
        y: loud.y + loud.height + Theme.mm(Theme.pick(10, 6, 5))
        width: parent.width
        role: "strong"
        text: qsTr("说得快慢")
    }
    Row {
        id: rates
        y: speed.visible ? speed.y + speed.height + Theme.mm(3) : loud.y + loud.height + Theme.mm(6)
        width: parent.width
        spacing: Theme.mm(5)
        Repeater {
            model: [
                {
                    rate: "slow",
                    word: qsTr("慢")
                },
                {
                    rate: "normal",
                    word: qsTr("中")
                },
                {
                    rate: "fast",
                    word: qsTr("快")
                }
            ]
            delegate: Tile {
                required property var modelData
                objectName: "rate-" + modelData.rate
                width: Math.floor((rates.width - 2 * rates.spacing) / 3)
                height: Math.min(Theme.mm(60), page.height - rates.y)
                picture: Theme.step > 1 ? "" : "chat"
                text: modelData.word
                chosen: page.voice.rate === modelData.rate
                onClicked: {
                    page.voice.setRate(modelData.rate);
                    page.voice.greet(page.says);
                }
            }
        }
    }
}
