pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The hard words of a page: a button each, at most six on a leaf.
KioskPage {
    id: page

    heading: qsTr("难懂的词")
    talk: "results"
    asks: true
    says: [Prompts.termsEnter]

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
        y: title.y + title.height + Theme.mm(4)
        width: parent.width
        height: page.height - y - pager.room
        columns: Theme.wide && Theme.step === 1 ? 2 : 1
        most: 6
        leaf: page.app.leaf
        Repeater {
            model: page.app.terms.choices
            delegate: ChoiceBlock {
                id: row
                stretch: Theme.mm(46)
                onPressed: page.app.open(row.opens, row.about)
            }
        }
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
