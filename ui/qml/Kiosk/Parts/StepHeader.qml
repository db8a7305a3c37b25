pragma ComponentBehavior: Bound

import QtQuick

// Where we are in the steps of a report: filled bars, the words, and the question as heading.
Item {
    id: header

    property int step: 1
    property int of: 4
    property string title: ""
    readonly property int gap: Theme.mm(3)

    implicitHeight: bars.height + gap + question.height

    Row {
        id: bars
        spacing: header.gap
        Repeater {
            model: header.of
            delegate: Rectangle {
                required property int index
                anchors.verticalCenter: parent.verticalCenter
                width: (header.width - count.width - (header.of + 1) * header.gap) / header.of
                height: Theme.mm(5)
                radius: height / 2
                color: index < header.step ? Theme.primary : Theme.card
                border.width: Theme.measure("edge")
                border.color: index < header.step ? Theme.primary : Theme.line
            }
        }
        BigText {
            id: count
            role: "strong"
            single: true
            colour: Theme.ink2
            text: qsTr("第%1步，共%2步").arg(header.step).arg(header.of)
        }
    }
    BigText {
        id: question
        anchors.top: bars.bottom
        anchors.topMargin: Theme.mm(2)
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: header.title
    }
}
