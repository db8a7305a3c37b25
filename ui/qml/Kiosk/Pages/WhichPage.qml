pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// Which one was meant: at most three services and the places asked for, or all that letters found; and 都不是.
KioskPage {
    id: page

    readonly property QuestionViewModel question: app.question
    readonly property bool beside: Theme.wide && Theme.step >= 2

    heading: qsTr("您想问哪一个？")
    talk: "results"
    asks: true
    answers: ({
            none_of_these: () => page.question.noneOfThese(),
            no: () => page.question.noneOfThese()
        })
    says: [app.canListen ? Prompts.whichEnter : Prompts.whichEnterAway].concat(question.names.map((name, n) => Prompts.numbered(n + 1, name)))

    BigText {
        id: heard
        visible: text !== "" && Theme.step < 2
        width: parent.width
        colour: Theme.ink2
        text: page.question.heard === "" ? "" : (page.question.typed ? qsTr("您按的是：%1") : qsTr("我听到的是：“%1”")).arg(page.question.heard)
    }
    BigText {
        id: title
        y: heard.visible ? heard.implicitHeight : 0
        width: parent.width - (page.beside ? none.width + Theme.mm(4) : 0)
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: Math.max(title.y + title.height, page.beside ? none.height : 0) + Theme.mm(4)
        width: parent.width
        height: (page.beside ? page.height - pager.room : none.y - Theme.mm(Theme.pick(5, 4, 4))) - y
        columns: Theme.wide && Theme.step === 1 && page.question.choices.total > 3 ? 2 : 1
        most: columns === 2 ? 4 : 3
        leaf: page.app.leaf
        Repeater {
            model: page.question.choices
            delegate: ChoiceBlock {
                id: row
                stretch: Theme.mm(72)
                number: Theme.step < 2 ? index % leaves.most + 1 : 0
                hinted: !Theme.wide && Theme.step === 1
                onPressed: page.question.choose(row.opens, row.about)
            }
        }
    }
    BigButton {
        id: none
        objectName: "none-of-these"
        width: page.beside ? implicitWidth : parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(30, 32, 36) : Theme.pick(40, 40, 42))
        x: parent.width - width
        y: page.beside ? 0 : page.height - pager.room - height
        picture: page.beside ? "" : "no"
        pictureSize: Theme.mm(16)
        role: Theme.step >= 2 ? "label" : "bigLabel"
        corner: Theme.measure("radiusTile")
        text: qsTr("都不是")
        onClicked: page.question.noneOfThese()
    }
    Pager {
        id: pager
        readonly property real room: visible ? height + Theme.mm(4) : 0
        width: parent.width
        y: parent.height - height
        leaf: leaves.shown
        leaves: leaves.count
        onTurned: leaf => page.app.turn(leaf)
    }
}
