pragma ComponentBehavior: Bound

import QtQuick

// Where we are in the steps of a report: filled bars, the words, and the question as heading.
Item {
    id: header

    property int step: 1
    property int of: 4
    property string title: ""
    readonly property int gap: Theme.mm(3)
    // Lying, at the largest text and under a banner: the count stands beside the question, if that is short enough.
    readonly property bool beside: Theme.wide && Theme.step >= 2 && parent.height < Theme.mm(178) && question.implicitWidth + gap + count.width <= width

    implicitHeight: beside ? question.height : bars.height + gap + question.height

    Row {
        id: bars
        x: header.beside ? header.width - width : 0
        y: header.beside ? (question.height - height) / 2 : 0
        spacing: header.gap
        Repeater {
            model: header.beside ? 0 : header.of
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
        y: header.beside ? 0 : bars.height + Theme.mm(2)
        width: parent.width - (header.beside ? bars.width + header.gap : 0)
        role: "title"
        heading: true
        lineHeight: 1.0
        text: header.title
    }
}
