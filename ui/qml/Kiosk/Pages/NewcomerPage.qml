pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 我是新来的: where this is, who looks after the place one lives in, what paper one needs, whom to ask.
KioskPage {
    id: page

    readonly property string here: app.community === "" ? "" : qsTr("这里是%1。").arg(app.community)

    heading: qsTr("我是新来的")
    talk: "results"
    asks: true
    says: [Prompts.newcomerEnter]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.height + Theme.mm(Theme.pick(5, 4, 4))
        width: parent.width
        height: page.height - y - (pager.visible ? pager.height + Theme.mm(4) : 0)
        columns: Theme.wide && Theme.step < 2 ? 2 : 1
        share: 0.48
        leaf: page.app.leaf
        FactCard {
            column: 0
            wanted: page.here !== ""
            picture: Theme.step >= 2 ? "" : "building"
            tone: 2
            text: page.here
            more: Theme.step > 1 ? "" : page.app.window
            stretch: Theme.mm(70)
        }
        Repeater {
            model: [
                {
                    name: "permit",
                    word: qsTr("办居住证"),
                    picture: "papers",
                    tone: 0
                },
                {
                    name: "learn",
                    word: qsTr("学着用"),
                    picture: "learn",
                    tone: 5
                }
            ]
            delegate: Block {
                id: way
                required property var modelData
                column: 0
                stretch: Theme.mm(50)
                implicitHeight: Math.max(Theme.mm(26), row.needed)
                ChoiceRow {
                    id: row
                    objectName: "newcomer-" + way.modelData.name
                    anchors.fill: parent
                    withPlate: Theme.step === 1
                    role: Theme.step >= 2 ? "label" : "bigLabel"
                    picture: way.modelData.picture
                    tone: way.modelData.tone
                    text: way.modelData.word
                    onClicked: {
                        if (way.modelData.name === "learn")
                            page.app.open("practice", "");
                        else
                            page.app.question.askInWords(way.modelData.word);
                    }
                }
            }
        }
        Block {
            column: 1
            wanted: page.app.newcomer.places.total > 0
            implicitHeight: ask.implicitHeight
            BigText {
                id: ask
                width: parent.width
                colour: Theme.ink2
                text: qsTr("您住在哪里？")
            }
        }
        Repeater {
            model: page.app.newcomer.places
            delegate: ChoiceBlock {
                id: place
                column: 1
                stretch: Theme.mm(50)
                onPressed: page.app.open(place.opens, place.about + "/")
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
