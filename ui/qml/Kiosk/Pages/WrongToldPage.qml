import QtQuick
import Kiosk.Parts

// The community knows, or will know, that something on a service's page is wrong; and back to that page.
KioskPage {
    id: page

    readonly property string line: app.mode === "practice" ? qsTr("这是练习，没有真的送。") : app.online ? Prompts.wrongLine : Prompts.wrongOffline

    heading: Prompts.wrongTold
    says: [Prompts.wrongTold, line]

    BigIcon {
        id: sign
        visible: Theme.wide || Theme.step < 2
        picture: "check"
        size: Theme.mm(24)
        y: Math.max(0, (title.height - height) / 2)
        colour: Theme.good
    }
    BigText {
        id: title
        x: sign.visible ? sign.width + Theme.mm(4) : 0
        width: parent.width - x
        role: Theme.step > 1 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    FactCard {
        y: title.height + Theme.mm(Theme.pick(6, 4, 4))
        width: parent.width
        height: Math.max(implicitHeight, Math.min(on.y - Theme.mm(5) - y, Theme.mm(Theme.wide ? 100 : 120)))
        picture: Theme.step >= 2 ? "" : "shield"
        role: Theme.step >= 2 ? "strong" : "answer"
        text: page.line
    }
    BigButton {
        id: on
        objectName: "wrong-on"
        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(36, 38, 40) : Theme.pick(50, 46, 46))
        kind: "primary"
        picture: Theme.step >= 2 ? "" : "back"
        pictureSize: Theme.mm(16)
        role: Theme.step > 1 ? "label" : "bigLabel"
        text: qsTr("接着看")
        onClicked: page.app.readOn()
    }
}
