pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// How loud and how fast the kiosk speaks: eight steps and five. All is as before when the visit ends.
KioskPage {
    id: page

    readonly property VoiceViewModel voice: app.voice
    readonly property real forWays: height - title.height - Theme.mm(5)

    heading: qsTr("声音")
    says: [voice.available ? qsTr("这样听得清吗？") : Prompts.speakerOff]

    component Ways: Item {
        id: ways

        required property string name
        required property string less
        required property string more
        required property string lessName
        required property string moreName
        property alias level: bars.level
        property alias least: bars.minimumValue
        property alias most: bars.maximumValue
        property string lessPicture: ""
        property string morePicture: ""

        signal wished(int level)

        width: page.width
        height: Math.min(Theme.mm(Theme.wide ? 80 : 100), Math.floor((page.forWays - Theme.mm(9)) / 2))

        BigButton {
            id: lessKey
            objectName: ways.lessName
            width: Math.floor((parent.width - Theme.mm(5)) / 2)
            height: parent.height - bars.height - Theme.mm(5)
            picture: Theme.step >= 2 ? "" : ways.lessPicture
            role: Theme.en ? "label" : "bigLabel"
            text: ways.less
            onClicked: ways.wished(bars.level - 1)
        }
        BigButton {
            objectName: ways.moreName
            x: lessKey.width + Theme.mm(5)
            width: lessKey.width
            height: lessKey.height
            picture: Theme.step >= 2 ? "" : ways.morePicture
            role: lessKey.role
            text: ways.more
            onClicked: ways.wished(bars.level + 1)
        }
        Steps {
            id: bars
            objectName: ways.lessName + "-" + ways.moreName
            y: parent.height - height
            width: parent.width
            name: ways.name
            level: 0
            onWished: level => ways.wished(level)
        }
    }

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Ways {
        id: loud
        y: title.height + Theme.mm(5)
        name: qsTr("声音大小，%1格").arg(page.voice.volume)
        lessName: "softer"
        less: qsTr("小声点")
        lessPicture: "volume"
        moreName: "louder"
        more: qsTr("大声点")
        morePicture: "read"
        level: page.voice.volume
        onWished: level => {
            page.voice.setVolume(level);
            page.voice.greet(page.says);
        }
    }
    Ways {
        y: loud.y + loud.height + Theme.mm(9)
        name: qsTr("说得快慢，%1格").arg(page.voice.speed)
        lessName: "slower"
        less: qsTr("慢一点")
        lessPicture: "prev"
        moreName: "faster"
        more: qsTr("快一点")
        morePicture: "next"
        least: 1
        most: 5
        level: page.voice.speed
        onWished: level => {
            page.voice.setSpeed(level);
            page.voice.greet(page.says);
        }
    }
}
