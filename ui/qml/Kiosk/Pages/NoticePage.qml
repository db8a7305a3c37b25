pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// One piece of news: a band with its picture and word, the headline, then its sentences; the next one is a press away.
KioskPage {
    id: page

    readonly property NoticesViewModel notices: app.notices
    readonly property bool more: leaves.shown < leaves.count - 1

    heading: notices.headline
    talk: "notice"
    answers: ({
            next: () => page.pressNamed("notice-next"),
            previous: () => page.pressNamed("notice-previous")
        })
    says: notices.sentences.length > 0 ? notices.sentences : [notices.headline]

    Card {
        id: card
        width: parent.width
        height: page.height - keys.height - Theme.mm(5)
        Rectangle {
            id: band
            width: Theme.wide ? parent.width * Theme.pick(0.3, 0.26, 0.22) : parent.width
            height: Theme.wide ? parent.height : Theme.mm(Theme.pick(132, 84, 46))
            radius: card.radius
            color: Theme.plate(5)
            Accessible.ignored: true
            BigIcon {
                id: picture
                x: (parent.width - width) / 2
                y: (parent.height - height - (word.visible ? word.height : 0)) / 2
                picture: page.notices.icon
                size: Theme.mm(Theme.wide ? Theme.pick(58, 50, 44) : Theme.pick(72, 52, 34))
                colour: Theme.plateText
            }
            BigText {
                id: word
                visible: Theme.step === 1
                x: Theme.mm(3)
                y: picture.y + picture.height
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                role: Theme.wide ? "strong" : "bigLabel"
                lineHeight: 1.0
                text: page.notices.title
                colour: Theme.plateText
            }
        }
        BigText {
            id: headline
            x: Theme.wide ? band.width + Theme.mm(8) : Theme.mm(8)
            y: (Theme.wide ? 0 : band.height) + Theme.mm(Theme.pick(8, 5, 3))
            width: parent.width - x - Theme.mm(6)
            role: Theme.step > 1 || Theme.en ? "title" : "display"
            heading: true
            lineHeight: 1.0
            text: page.notices.headline
        }
        Leaves {
            id: leaves
            x: headline.x
            y: headline.y + headline.height + Theme.mm(Theme.pick(5, 3, 2))
            width: headline.width
            height: parent.height - y - Theme.mm(4)
            gap: Theme.mm(Theme.pick(4, 2, 1))
            leaf: page.app.leaf
            Repeater {
                model: page.notices.sentences
                delegate: Block {
                    id: line
                    required property string modelData
                    required property int index
                    wanted: index > 0 || line.modelData.replace(/[。.]$/, "") !== page.notices.headline
                    implicitHeight: words.implicitHeight
                    BigText {
                        id: words
                        width: parent.width
                        role: Theme.step >= 2 ? "body" : "answer"
                        text: line.modelData
                    }
                }
            }
            TermsKey {
                about: page.notices.terms
                onPressed: about => page.app.open("terms", about)
            }
        }
    }
    Item {
        id: keys
        y: parent.height - height
        width: parent.width
        height: Theme.measure("pagerH")
        BigButton {
            id: before
            objectName: "notice-previous"
            visible: page.notices.previousId !== "" || leaves.shown > 0
            height: parent.height
            width: Math.max(implicitWidth, Theme.mm(60))
            padX: Theme.mm(4)
            picture: Theme.step >= 2 && !Theme.wide ? "" : "prev"
            text: leaves.shown > 0 ? qsTr("上一页") : qsTr("上一条")
            onClicked: leaves.shown > 0 ? page.app.turn(leaves.shown - 1) : page.app.replace("notice", page.notices.previousId)
        }
        BigText {
            anchors.verticalCenter: parent.verticalCenter
            x: (parent.width - width) / 2
            visible: x > (before.visible ? before.width : 0) + Theme.mm(3) && x + width < next.x - Theme.mm(3)
            role: "strong"
            single: true
            colour: Theme.ink2
            text: Theme.wide && Theme.step === 1 ? qsTr("第%1条，共%2条").arg(page.notices.number + 1).arg(page.notices.count) : qsTr("%1/%2条").arg(page.notices.number + 1).arg(page.notices.count)
        }
        BigButton {
            id: next
            objectName: "notice-next"
            visible: page.notices.nextId !== "" || page.more
            x: parent.width - width
            height: parent.height
            width: Math.max(implicitWidth, Theme.mm(60))
            padX: Theme.mm(4)
            kind: "primary"
            picture: Theme.step >= 2 && !Theme.wide ? "" : "next"
            text: page.more ? qsTr("下一页") : qsTr("下一条")
            onClicked: page.more ? page.app.turn(leaves.shown + 1) : page.app.replace("notice", page.notices.nextId)
        }
    }
}
