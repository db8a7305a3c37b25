import QtQuick
import Kiosk.Parts

// 您还在吗: any touch counts; nothing written is lost until it is over.
KioskPage {
    id: page

    heading: qsTr("您还在吗？")
    talk: "still"
    asks: true
    answers: ({
            yes: () => page.app.stay(),
            question: () => page.app.stay(),
            choice: () => page.app.stay()
        })
    says: [app.canListen ? Prompts.stillAsk : Prompts.stillAskAway]

    BigText {
        id: title
        width: parent.width
        role: "display"
        heading: true
        lineHeight: 1.0
        horizontalAlignment: Text.AlignHCenter
        text: page.heading
    }
    BigText {
        id: calm
        visible: !(Theme.step >= 2 && Theme.wide)
        y: title.height + Theme.mm(2)
        width: parent.width
        role: "body"
        horizontalAlignment: Text.AlignHCenter
        text: Theme.step > 1 ? qsTr("不急，您写的都在。") : qsTr("不急，您写的都还在。")
    }
    BigButton {
        objectName: "still-here"
        readonly property real from: (calm.visible ? calm.y + calm.height : title.height) + Theme.mm(6)
        y: from
        x: (parent.width - width) / 2
        width: Theme.wide ? parent.width * 0.76 : parent.width
        height: Math.min(Theme.mm(150), bar.y - Theme.mm(6) - from)
        kind: "primary"
        picture: "person"
        pictureSize: Theme.mm(Theme.wide ? 34 : 50)
        stacked: !Theme.wide
        role: "display"
        corner: Theme.mm(12)
        lip: Theme.measure("lipHero")
        text: qsTr("我还在")
        onClicked: page.app.stay()
    }
    Item {
        id: bar
        y: parent.height - height
        width: parent.width
        height: Theme.mm(10) + gone.height
        Rectangle {
            width: parent.width
            height: Theme.mm(6)
            radius: height / 2
            color: Theme.card
            border.width: Theme.measure("edge")
            border.color: Theme.line
            Accessible.ignored: true
            Rectangle {
                width: parent.width * page.app.restLeft
                height: parent.height
                radius: height / 2
                color: Theme.primary
            }
        }
        BigText {
            id: gone
            y: Theme.mm(9)
            width: parent.width
            colour: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            text: Theme.step >= 2 ? qsTr("不按就收起来。") : qsTr("不按就收起来，下一位看不到。")
        }
    }
}
