pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// The way to a place: how to get there first, then where it belongs, then what may be wanted there.
KioskPage {
    id: page

    readonly property PlaceViewModel place: app.place
    readonly property string answer: place.hint !== "" ? place.hint : qsTr("怎么走我还不知道，请叫人问一问。")

    heading: place.name
    talk: "place"
    says: [Prompts.named(place.name), answer].concat(place.community === "" ? [] : [Prompts.community(place.community)])

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
        columns: Theme.wide && Theme.step < 2 && page.place.services.total > 0 ? 2 : 1
        share: 0.52
        leaf: page.app.leaf
        FactCard {
            column: 0
            picture: Theme.step >= 2 ? "" : page.place.picture
            tone: 5
            plateSize: Theme.mm(Theme.pick(38, 28, 24))
            role: "answer"
            text: page.answer
            stretch: Theme.mm(Theme.wide ? 110 : 150)
        }
        FactCard {
            column: 0
            wanted: page.place.inside !== ""
            picture: Theme.step >= 2 ? "" : "place"
            tone: 1
            text: qsTr("在%1").arg(page.place.inside)
            stretch: Theme.mm(70)
        }
        FactCard {
            column: 0
            wanted: page.place.community !== ""
            picture: Theme.step >= 2 ? "" : "family"
            tone: 2
            text: Prompts.community(page.place.community)
            stretch: Theme.mm(70)
        }
        Block {
            column: 1
            wanted: page.place.services.total > 0
            implicitHeight: also.implicitHeight
            BigText {
                id: also
                width: parent.width
                colour: Theme.ink2
                text: qsTr("您也可能要办：")
            }
        }
        Repeater {
            model: page.place.services
            delegate: ChoiceBlock {
                id: row
                column: 1
                stretch: Theme.mm(50)
                onPressed: page.app.question.choose(row.opens, row.about)
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
