import QtQuick

// One numbered choice of a list: disc, plate, word, hint. The hint goes first when room is short, then the plate.
BigButton {
    id: choice

    property int number: 0
    property int tone: 0
    property bool withPlate: true

    corner: Theme.measure("radiusTile")
    lip: Theme.measure("lipTile")
    role: "bigLabel"
    padX: Theme.mm(5)
    readonly property real wordsWidth: width - 2 * padX - (number > 0 ? discSize + Theme.mm(4) : 0)
        - (withPlate && picture !== "" ? Theme.measure("plateRow") + Theme.mm(4) : 0) - (chosen ? Theme.mm(20) : 0)
    readonly property real discSize: Theme.mm(Theme.pick(18, 22, 25))
    readonly property real needed: word.implicitHeight + (hint !== "" ? line.implicitHeight : 0) + lip + Theme.mm(4)

    contentItem: Item {
        Row {
            id: row

            x: choice.padX
            y: (parent.height - choice.lip - height) / 2 + (choice.isDown ? choice.lip : 0)
            spacing: Theme.mm(4)

            Rectangle {
                id: disc
                anchors.verticalCenter: parent.verticalCenter
                visible: choice.number > 0
                width: choice.discSize
                height: width
                radius: width / 2
                color: Theme.plate(choice.tone)
                BigText {
                    anchors.centerIn: parent
                    text: String(choice.number)
                    role: "label"
                    single: true
                    spoken: ""
                    colour: Theme.plateText
                    Accessible.ignored: true
                }
            }
            Plate {
                id: plate
                anchors.verticalCenter: parent.verticalCenter
                visible: choice.withPlate && choice.picture !== ""
                picture: choice.picture
                tone: choice.tone
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: choice.wordsWidth
                BigText {
                    id: word
                    width: choice.wordsWidth
                    role: choice.role
                    text: choice.text
                    spoken: ""
                    colour: choice.wordColour
                    lineHeight: 1.0
                    Accessible.ignored: true
                }
                BigText {
                    id: line
                    visible: text !== ""
                    width: choice.wordsWidth
                    text: choice.hint
                    spoken: ""
                    colour: choice.hintColour
                    lineHeight: 1.0
                    Accessible.ignored: true
                }
            }
        }
        BigIcon {
            anchors.verticalCenter: parent.verticalCenter
            visible: choice.chosen
            x: parent.width - width - Theme.mm(5)
            picture: "check"
            size: Theme.mm(14)
            colour: Theme.good
        }
    }
}
