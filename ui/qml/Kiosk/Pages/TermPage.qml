pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// One hard word and what it means, as large as there is room for.
KioskPage {
    id: page

    readonly property TermsViewModel terms: app.terms

    heading: terms.word
    talk: "place"
    says: [Prompts.named(terms.word), terms.meaning]

    BigText {
        id: title
        width: parent.width
        role: Theme.step > 1 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.height + Theme.mm(Theme.pick(6, 5, 4))
        width: parent.width
        height: page.height - y - (pager.visible ? pager.height + Theme.mm(4) : 0)
        leaf: page.app.leaf
        FactCard {
            picture: Theme.step >= 2 ? "" : "book"
            tone: 2
            plateSize: Theme.mm(Theme.pick(46, 30, 24))
            role: Theme.step >= 2 ? "answer" : Theme.step > 1 || Theme.en ? "title" : "display"
            text: page.terms.meaning
            stretch: Theme.mm(Theme.wide ? 120 : 170)
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
