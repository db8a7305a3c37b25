pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Step 2: where. Estates and landmarks, then buildings, then units; 不知道 is as big as the rest.
KioskPage {
    id: page

    heading: Theme.step >= 2 && Theme.wide ? qsTr("在哪里？") : qsTr("%1，在哪里？").arg(app.report.fault)
    talk: "report"
    asks: true
    alsoSaid: app.report.names
    answers: ({
            unknown: () => page.pressNamed("place-unknown"),
            choice: words => page.press(button => button.sayable === words) || hearWhere(words),
            question: words => hearWhere(words)
        })

    function hearWhere(words: string): bool {
        page.app.talk.later();
        page.app.report.hearWhere(words);
        return true;
    }

    says: [app.canListen ? Prompts.report2 : Prompts.report2Away]

    Binding {
        target: page.app.report.choices
        property: "room"
        restoreMode: Binding.RestoreNone
        value: Theme.wide ? (Theme.step >= 2 ? 2 : 5) : Theme.step >= 2 ? 3 : 5
    }
    Binding {
        target: page.app.report.choices
        property: "leaf"
        restoreMode: Binding.RestoreNone
        value: page.app.leaf
    }

    StepHeader {
        id: steps
        width: parent.width
        height: implicitHeight
        step: 2
        title: page.heading
    }
    TileGrid {
        id: grid
        y: steps.height + Theme.mm(5)
        width: parent.width
        columns: Theme.wide && Theme.step < 2 ? 3 : Theme.wide ? 3 : 2
        count: page.app.report.choices.room + 1
        room: page.height - pager.room - y
        Repeater {
            model: page.app.report.choices
            delegate: Tile {
                required property string act
                required property string about
                required property string word
                required picture
                required tone
                required chosen
                choosable: true

                objectName: "place-" + about
                width: grid.cellWidth
                height: grid.cellHeight
                plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(30, 24, 20) : Theme.pick(44, 32, 22)), grid.cellHeight * 0.45)
                role: Theme.step > 1 ? "label" : "bigLabel"
                padX: Theme.mm(2)
                text: word
                onClicked: page.app.report.choose(act, about)
            }
        }
        Tile {
            objectName: "place-unknown"
            width: grid.cellWidth
            height: grid.cellHeight
            plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(30, 24, 20) : Theme.pick(44, 32, 22)), grid.cellHeight * 0.45)
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            picture: "dont"
            tone: 3
            text: qsTr("不知道")
            onClicked: page.app.report.choose("unknown", page.app.about)
        }
    }
    Pager {
        id: pager
        readonly property real room: visible ? height + Theme.mm(4) : 0
        width: parent.width
        y: parent.height - height
        leaf: page.app.leaf
        leaves: page.app.report.choices.leaves
        onTurned: leaf => page.app.turn(leaf)
    }
}
