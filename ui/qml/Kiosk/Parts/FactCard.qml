pragma ComponentBehavior: Bound

import QtQuick

// One fact on a card: a picture, the fact in big words, a line under it.
Card {
    id: fact

    property string picture: ""
    property int number: 0
    property int tone: 0
    property string text: ""
    property string more: ""
    property string role: "bigLabel"
    property string moreRole: "body"
    property bool good: false
    property bool bold: false
    property bool withPlate: picture !== "" && Theme.pictures || number > 0
    property real plateSize: Theme.mm(Theme.pick(28, 24, 22))
    property real padY: Theme.mm(Theme.pick(5, 4, 3))
    property real padX: Theme.measure(Theme.step > 1 ? "padTight" : "pad")
    // Reading text needs more air than a label (WCAG 1.4.8: one and a half).
    readonly property var reading: ["body", "strong"]
    readonly property real wordsHeight: word.implicitHeight + (fact.more !== "" ? line.implicitHeight + Theme.mm(1) : 0)

    implicitHeight: Math.max(wordsHeight, withPlate ? plateSize : 0) + 2 * padY

    Loader {
        x: fact.padX
        y: (fact.height - fact.plateSize) / 2
        active: fact.withPlate
        sourceComponent: fact.number > 0 ? disc : plate
    }
    Component {
        id: plate
        Plate {
            picture: fact.picture
            tone: fact.tone
            size: fact.plateSize
        }
    }
    Component {
        id: disc
        Rectangle {
            implicitWidth: fact.plateSize
            implicitHeight: fact.plateSize
            radius: width / 2
            color: Theme.plate(fact.tone)
            Accessible.ignored: true
            Word {
                anchors.centerIn: parent
                role: "label"
                single: true
                text: String(fact.number)
                colour: Theme.plateText
            }
        }
    }
    BigText {
        id: word
        x: fact.withPlate ? fact.padX + fact.plateSize + Theme.mm(6) : fact.padX
        y: (fact.height - fact.wordsHeight) / 2
        width: Math.min(fact.width - x - fact.padX, 24 * Theme.em(fact.role))
        role: fact.role
        text: fact.text
        colour: fact.good ? Theme.good : Theme.ink
        lineHeight: fact.reading.includes(fact.role) ? 1.06 : 1.0
    }
    BigText {
        id: line
        x: word.x
        y: word.y + word.implicitHeight + Theme.mm(1)
        width: Math.min(fact.width - x - fact.padX, 24 * Theme.em(fact.moreRole))
        visible: fact.more !== ""
        role: fact.moreRole
        text: fact.more
        colour: Theme.ink2
        lineHeight: fact.reading.includes(fact.moreRole) ? 1.06 : 1.0
    }
}
