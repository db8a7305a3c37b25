pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The community has the sentence, or will have it; the resident's own matter still needs a way on.
KioskPage {
    id: page

    readonly property string line: app.mode === "practice" ? qsTr("这是练习，没有真的送。") : app.online ? Prompts.toldLine : Prompts.toldOffline
    readonly property var ways: [
        {
            name: "pictures",
            word: Theme.wide || Theme.step >= 2 ? qsTr("看图找") : qsTr("看图慢慢找"),
            picture: "list",
            kind: "face"
        },
        {
            name: "person",
            word: Theme.wide || Theme.step >= 2 ? qsTr("叫人来") : qsTr("叫人来帮忙"),
            picture: "person",
            kind: "person"
        },
        {
            name: "done",
            word: qsTr("知道了"),
            picture: "home",
            kind: "primary"
        }
    ]

    readonly property bool apart: Theme.step >= 2 && lineCard.implicitHeight + ways.length * (Theme.mm(33) + leaves.gap) > height - leaves.y

    heading: qsTr("记下来了，谢谢您！")
    says: [Prompts.receiptEnter, line]

    BigIcon {
        id: sign
        picture: "check"
        size: Theme.mm(24)
        y: Math.max(0, (title.height - height) / 2)
        colour: Theme.good
    }
    BigText {
        id: title
        x: sign.width + Theme.mm(4)
        width: parent.width - x
        role: Theme.step > 1 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.height + Theme.mm(Theme.pick(6, 4, 4))
        width: parent.width
        height: page.height - y - (pager.visible ? pager.height + Theme.mm(4) : 0)
        columns: Theme.wide && Theme.step < 2 ? 2 : 1
        share: 0.52
        leaf: page.app.leaf
        FactCard {
            id: lineCard
            column: 0
            role: Theme.step >= 2 ? "strong" : "answer"
            text: page.line
            stretch: Theme.mm(Theme.wide ? 150 : 90)
        }
        Repeater {
            model: page.ways
            delegate: Block {
                id: way

                required property var modelData

                section: page.apart ? "ways" : ""
                column: 1
                implicitHeight: Theme.mm(Theme.pick(36, 36, 33))
                stretch: Theme.mm(66)
                BigButton {
                    objectName: "told-" + way.modelData.name
                    anchors.fill: parent
                    kind: way.modelData.kind
                    picture: way.modelData.picture
                    pictureSize: Theme.mm(Theme.step >= 2 ? 18 : 24)
                    role: Theme.step >= 2 ? "label" : "bigLabel"
                    corner: Theme.mm(7)
                    text: way.modelData.word
                    onClicked: {
                        if (way.modelData.name === "done")
                            page.app.home();
                        else
                            page.app.open(way.modelData.name === "pictures" ? "families" : "person", "");
                    }
                }
            }
        }
    }
    Pager {
        id: pager
        width: parent.width
        y: parent.height - height
        leaf: leaves.shown
        leaves: leaves.count
        onTurned: leaf => page.app.turn(leaf)
    }
}
