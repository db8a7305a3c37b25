import QtQuick
import Kiosk.Parts

// Somebody may be lost: calm words, bigger text, slower speech, and a person. Opened at most twice in a visit.
KioskPage {
    id: page

    heading: qsTr("不着急，慢慢来")
    talk: "results"
    asks: true
    answers: ({
            yes: () => page.app.open("person", ""),
            no: () => page.app.back()
        })
    says: [Prompts.stuckEnter, Prompts.stuckBigger, Prompts.stuckPerson]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    FactCard {
        id: calm
        visible: !(Theme.wide && Theme.step >= 2)
        y: title.height + Theme.mm(5)
        width: parent.width
        height: Math.min(Math.max(Theme.mm(80), implicitHeight), keys.y - y - Theme.mm(6))
        picture: Theme.step >= 2 ? "" : "chat"
        tone: 1
        role: Theme.step > 1 ? "strong" : "answer"
        text: Prompts.stuckBigger
    }
    TileGrid {
        id: keys
        y: page.height - height
        width: parent.width
        columns: Theme.wide ? 3 : 1
        count: 3
        room: page.height - title.height - (calm.visible ? calm.implicitHeight + Theme.mm(12) : Theme.mm(5))
        tallest: Theme.mm(Theme.wide ? 80 : 50)
        BigButton {
            objectName: "stuck-person"
            width: keys.cellWidth
            height: keys.cellHeight
            stacked: Theme.wide
            kind: "person"
            picture: "person"
            pictureSize: Theme.mm(18)
            role: Theme.step >= 2 ? "label" : "bigLabel"
            text: qsTr("叫人")
            onClicked: page.app.open("person", "")
        }
        BigButton {
            objectName: "stuck-on"
            width: keys.cellWidth
            height: keys.cellHeight
            stacked: Theme.wide
            kind: "primary"
            picture: "next"
            pictureSize: Theme.mm(18)
            role: Theme.step >= 2 ? "label" : "bigLabel"
            text: qsTr("接着看")
            onClicked: page.app.back()
        }
        BigButton {
            objectName: "stuck-as-before"
            width: keys.cellWidth
            height: keys.cellHeight
            stacked: Theme.wide
            picture: "undo"
            pictureSize: Theme.mm(18)
            role: Theme.step >= 2 ? "label" : "bigLabel"
            text: qsTr("字变回来")
            onClicked: page.app.asBefore()
        }
    }
}
