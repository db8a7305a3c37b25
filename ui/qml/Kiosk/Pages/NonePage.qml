pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// Nothing fits, or it is done elsewhere: where, in a sentence; what was heard; and three ways on.
KioskPage {
    id: page

    readonly property QuestionViewModel question: app.question
    readonly property bool away: question.elsewhere !== ""
    readonly property bool narrow: Theme.wide || Theme.step >= 2
    readonly property string answer: question.advice !== "" ? question.advice : qsTr("这件事不在这里办。")
    // Big letters leave no room for all of it: then the three ways on have a leaf of their own.
    readonly property bool apart: Theme.step >= 2 && (away ? answerCard.implicitHeight + leaves.gap : 0) + (quoteCard.wanted ? quoteCard.implicitHeight + leaves.gap : 0) + ways.length * Theme.mm(33) + (ways.length - 1) * leaves.gap > height - leaves.y
    readonly property string kind: qsTr("是我没找到，不是您弄错了。")
    readonly property var ways: [
        {
            name: "pictures",
            word: narrow ? qsTr("看图找") : qsTr("看图慢慢找"),
            picture: "list",
            kind: "face"
        },
        question.canTell ? {
            name: "tell",
            word: qsTr("告诉社区"),
            picture: "chat",
            kind: "face"
        } : {
            name: "letters",
            word: qsTr("打字找"),
            picture: "keyboard",
            kind: "face"
        },
        {
            name: "person",
            word: narrow ? qsTr("叫人来") : qsTr("叫人来帮忙"),
            picture: "person",
            kind: "person"
        }
    ]

    heading: away ? question.elsewhere : qsTr("没有找到您要的")
    says: away ? [Prompts.named(question.elsewhere), answer] : [Prompts.none, Prompts.noneNext]

    BigText {
        id: title
        width: parent.width
        role: page.away || Theme.step >= 2 ? "title" : "display"
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
        share: 0.52
        leaf: page.app.leaf
        FactCard {
            id: answerCard
            column: 0
            wanted: page.away
            role: "answer"
            text: page.answer
            stretch: Theme.mm(Theme.wide ? 110 : 96)
        }
        FactCard {
            column: 0
            wanted: !page.away && Theme.step < 2
            role: "strong"
            text: page.kind
            stretch: Theme.mm(Theme.wide ? 60 : 40)
        }
        QuoteCard {
            id: quoteCard
            column: 0
            wanted: page.question.heard !== ""
            label: page.question.typed ? qsTr("您按的是") : qsTr("我听到的是")
            quote: page.question.typed ? page.question.heard : qsTr("“%1”").arg(page.question.heard)
            stretch: Theme.mm(Theme.wide ? 96 : 80)
        }
        Repeater {
            model: page.ways
            delegate: Block {
                id: way

                required property var modelData

                section: page.apart ? "ways" : ""
                column: 1
                implicitHeight: Theme.mm(Theme.pick(36, 36, 33))
                stretch: Theme.mm(72)
                BigButton {
                    objectName: "none-" + way.modelData.name
                    anchors.fill: parent
                    kind: way.modelData.kind
                    picture: way.modelData.picture
                    pictureSize: Theme.mm(Theme.step >= 2 ? 18 : 24)
                    single: false
                    padX: Theme.mm(3)
                    role: Theme.step >= 2 ? "label" : "bigLabel"
                    corner: Theme.mm(7)
                    text: way.modelData.word
                    onClicked: {
                        if (way.modelData.name === "tell")
                            page.question.tell();
                        else
                            page.app.open(way.modelData.name === "pictures" ? "families" : way.modelData.name, "");
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
