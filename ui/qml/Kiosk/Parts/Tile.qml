pragma ComponentBehavior: Bound

import QtQuick

// A choice with a picture: the plate over the word, or beside it when `across`.
Raised {
    id: tile

    property int tone: 0
    property bool across: false
    property real plateSize: Theme.mm(24)

    corner: Theme.measure("radiusTile")
    lip: Theme.measure("lipTile")
    role: "bigLabel"
    padX: Theme.mm(4)

    contentItem: Item {
        Grid {
            id: grid

            x: tile.across ? tile.padX : (parent.width - width) / 2
            y: (parent.height - tile.lip - height) / 2 + (tile.isDown ? tile.lip : 0)
            columns: tile.across ? 2 : 1
            columnSpacing: Theme.mm(4)
            rowSpacing: Theme.mm(2.5)
            horizontalItemAlignment: tile.across ? Grid.AlignLeft : Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Plate {
                id: plate
                visible: tile.picture !== "" && tile.pictured
                picture: tile.picture
                tone: tile.tone
                size: tile.across ? tile.plateSize : Math.min(tile.plateSize, tile.height - tile.lip - words.height - grid.rowSpacing - Theme.mm(5))
            }
            Column {
                id: words

                readonly property real room: tile.insideWidth - (tile.across && plate.visible ? plate.width + grid.columnSpacing : 0) - (tile.across && tile.chosen ? Theme.mm(18) : 0)

                Word {
                    width: Math.min(implicitWidth, words.room)
                    anchors.horizontalCenter: tile.across ? undefined : parent.horizontalCenter
                    horizontalAlignment: tile.across ? Text.AlignLeft : Text.AlignHCenter
                    role: tile.role
                    text: tile.text
                    colour: tile.wordColour
                }
                Loader {
                    active: tile.hint !== ""
                    visible: active
                    anchors.horizontalCenter: tile.across ? undefined : parent.horizontalCenter
                    sourceComponent: Word {
                        width: Math.min(implicitWidth, words.room)
                        horizontalAlignment: tile.across ? Text.AlignLeft : Text.AlignHCenter
                        text: tile.hint
                        colour: tile.hintColour
                    }
                }
            }
        }
        Loader {
            active: tile.chosen
            x: parent.width - width - Theme.mm(4)
            y: Theme.mm(4)
            sourceComponent: BigIcon {
                picture: "check"
                size: Theme.mm(14)
                colour: Theme.good
            }
        }
    }
}
