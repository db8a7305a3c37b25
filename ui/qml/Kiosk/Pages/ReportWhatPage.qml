pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Step 1: what is wrong. The six reported most come first.
KioskPage {
    id: page

    heading: qsTr("您要报什么事？")
    talk: "report"
    asks: true
    alsoSaid: app.report.names
    answers: ({
            choice: words => hearWhat(words),
            question: words => hearWhat(words)
        })

    function hearWhat(words: string): bool {
        page.app.talk.later();
        page.app.report.hearWhat(words);
        return true;
    }

    says: [Prompts.report1]

    Binding {
        target: page.app.report.choices
        property: "room"
        restoreMode: Binding.RestoreNone
        value: Theme.step >= 2 ? 4 : 6
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
        step: 1
        title: page.heading
    }
    TileGrid {
        id: grid
        y: steps.height + Theme.mm(5)
        width: parent.width
        columns: Theme.wide ? (Theme.step >= 2 ? 2 : 3) : 2
        count: page.app.report.choices.room
        room: pager.y - Theme.mm(4) - y
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

                objectName: "category-" + about
                width: grid.cellWidth
                height: grid.cellHeight
                across: Theme.wide && Theme.step > 1
                plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(30, 22, 22) : Theme.pick(44, 34, 26)), grid.cellHeight * 0.5)
                text: word
                onClicked: page.app.report.choose(act, about)
            }
        }
    }
    Pager {
        id: pager
        width: parent.width
        y: parent.height - height
        leaf: page.app.leaf
        leaves: page.app.report.choices.leaves
        onTurned: leaf => page.app.turn(leaf)
    }
}
