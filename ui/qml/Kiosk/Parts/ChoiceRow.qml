pragma ComponentBehavior: Bound

import QtQuick

// One numbered choice of a list: disc, plate, word, hint. The hint goes first when room is short, then the plate.
Raised {
    id: choice

    property int number: 0
    property int tone: 0
    property bool withPlate: true
    readonly property bool plated: withPlate && picture !== "" && pictured

    corner: Theme.measure("radiusTile")
    lip: Theme.measure("lipTile")
    role: "bigLabel"
    padX: Theme.mm(5)
    readonly property real wordsWidth: width - 2 * padX - (number > 0 ? discSize + Theme.mm(4) : 0) - (plated ? Theme.measure("plateRow") + Theme.mm(4) : 0) - (chosen ? Theme.mm(20) : 0)
    readonly property real discSize: Theme.mm(Theme.pick(18, 22, 25))
    readonly property real needed: word.implicitHeight + line.implicitHeight + lip + Theme.mm(4)

    contentItem: Item {
        Row {
            id: row

            x: choice.padX
            y: (parent.height - choice.lip - height) / 2 + (choice.isDown ? choice.lip : 0)
            spacing: Theme.mm(4)

            Loader {
                anchors.verticalCenter: parent.verticalCenter
                active: choice.number > 0
                visible: active
                sourceComponent: Rectangle {
                    implicitWidth: choice.discSize
                    implicitHeight: choice.discSize
                    radius: width / 2
                    color: Theme.plate(choice.tone)
                    Word {
                        anchors.centerIn: parent
                        text: String(choice.number)
                        role: "label"
                        single: true
                        colour: Theme.plateText
                    }
                }
            }
            Loader {
                anchors.verticalCenter: parent.verticalCenter
                active: choice.plated
                visible: active
                sourceComponent: Plate {
                    picture: choice.picture
                    tone: choice.tone
                }
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: choice.wordsWidth
                Word {
                    id: word
                    width: choice.wordsWidth
                    role: choice.role
                    text: choice.text
                    colour: choice.wordColour
                }
                Loader {
                    id: line
                    active: choice.hint !== ""
                    visible: active
                    width: choice.wordsWidth
                    sourceComponent: Word {
                        text: choice.hint
                        colour: choice.hintColour
                    }
                }
            }
        }
        Loader {
            anchors.verticalCenter: parent.verticalCenter
            active: choice.chosen
            x: parent.width - width - Theme.mm(5)
            sourceComponent: BigIcon {
                picture: "check"
                size: Theme.mm(14)
                colour: Theme.good
            }
        }
    }
}
