import QtQuick

// What was heard or typed, in the colours of speech, with a line that says whose words these are.
Card {
    id: card

    property string label: ""
    property string quote: ""
    property bool personal: false
    readonly property real pad: Theme.measure(Theme.step > 1 ? "padTight" : "pad")
    readonly property real wordsHeight: (line.visible ? line.implicitHeight : 0) + words.implicitHeight

    implicitHeight: wordsHeight + 2 * Theme.mm(Theme.pick(5, 4, 3))
    color: Theme.voiceSoft
    border.color: Theme.voice

    BigText {
        id: line
        x: card.pad
        y: (card.height - card.wordsHeight) / 2
        width: card.width - 2 * x
        visible: text !== "" && Theme.step < 2
        colour: Theme.voiceSoftText
        text: card.label
    }
    BigText {
        id: words
        x: card.pad
        y: line.y + (line.visible ? line.implicitHeight : 0)
        width: Math.min(line.width, 24 * Theme.em(role))
        role: Theme.step >= 2 ? "strong" : "answer"
        lineHeight: Theme.step >= 2 ? 1.06 : 1.0
        colour: Theme.voiceSoftText
        personal: card.personal
        text: card.quote
    }
}
