import QtQuick
import Kiosk.Models
import Kiosk.Parts

// 叫人: somebody is called. Where the window is, whom to phone; the bell rings until the screen is touched, or nobody came.
KioskPage {
    id: page

    readonly property PersonViewModel person: app.person

    heading: person.unanswered ? qsTr("现在没人") : qsTr("请稍等，有人来")
    says: []

    onHeadingChanged: person.unanswered ? app.voice.greet([Prompts.personNone]) : app.voice.show([Prompts.personCalling])
    Component.onCompleted: app.voice.show([Prompts.personCalling])

    Leaves {
        id: leaves
        width: parent.width
        height: page.height - again.height - Theme.mm(5) - (pager.visible ? pager.height + Theme.mm(4) : 0)
        leaf: page.app.leaf
        gap: Theme.mm(Theme.pick(6, 4, 3))
        Card {
            id: hero
            implicitHeight: words.implicitHeight + calls.height + Theme.mm(Theme.pick(16, 10, 8)) + (bell.visible ? bell.height : 0)
            stretch: Theme.mm(Theme.wide ? 96 : 150)
            color: Theme.person
            border.color: Theme.personLine
            border.width: Theme.measure("edgeStrong")
            BigIcon {
                id: bell
                x: (parent.width - width) / 2
                y: (parent.height - height - words.height - calls.height) / 2
                visible: Theme.step === 1 && !Theme.wide
                picture: "person"
                size: Theme.mm(56)
                colour: Theme.personText
            }
            BigText {
                id: words
                x: Theme.mm(6)
                y: bell.visible ? bell.y + bell.height : (parent.height - height - calls.height) / 2
                width: parent.width - 2 * x
                role: Theme.step >= 2 ? "title" : "display"
                heading: true
                lineHeight: 1.0
                horizontalAlignment: Text.AlignHCenter
                text: page.heading
                colour: Theme.personText
            }
            BigText {
                id: calls
                x: words.x
                y: words.y + words.height
                width: words.width
                horizontalAlignment: Text.AlignHCenter
                text: page.app.mode === "practice" ? qsTr("练习，没有真的叫") : page.person.unanswered ? qsTr("请打电话") : page.person.ringing ? qsTr("在叫了，按一下就不响了") : qsTr("叫了%1次").arg(page.person.calls)
                colour: Theme.personText
            }
        }
        FactCard {
            wanted: page.app.window !== ""
            picture: "window"
            tone: 5
            text: page.app.window
            more: Theme.step > 1 ? "" : page.app.duty
            stretch: Theme.mm(60)
        }
        FactCard {
            wanted: page.app.phone !== ""
            picture: "phone"
            tone: 0
            text: page.app.phone
            more: Theme.step > 1 ? "" : qsTr("打这个电话也行")
            stretch: Theme.mm(60)
        }
    }
    Pager {
        id: pager
        y: again.y - height - Theme.mm(4)
        width: parent.width
        leaf: leaves.shown
        leaves: leaves.count
        nextWord: qsTr("在哪里")
        onTurned: leaf => page.app.turn(leaf)
    }
    BigButton {
        id: again
        objectName: "call-again"
        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(34, 34, 36) : Theme.pick(42, 40, 40))
        kind: "person"
        picture: "again"
        pictureSize: Theme.mm(15)
        role: Theme.step > 1 ? "label" : "bigLabel"
        text: qsTr("再叫一次")
        onClicked: {
            page.person.call();
            page.app.voice.show([Prompts.personCalling]);
        }
    }
}
