import QtQuick

// The big thing of the first page. While nobody can listen it is the way to the pictures, and says so.
Raised {
    id: speak

    property bool round: true
    property bool tall: false
    property bool canListen: false
    property real signSize: Theme.mm(44)

    kind: canListen ? "voice" : "primary"
    picture: canListen ? "mic" : "find"
    lip: Theme.measure("lipHero")
    corner: round ? height / 2 : Theme.measure("radiusHero")
    role: "title"

    contentItem: Item {
        Grid {
            id: grid
            x: (parent.width - width) / 2
            y: (parent.height - speak.lip - height) / 2 + (speak.isDown ? speak.lip : 0)
            columns: speak.round || speak.tall ? 1 : 2
            rowSpacing: Theme.mm(1)
            columnSpacing: Theme.mm(6)
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            BigIcon {
                id: sign
                visible: speak.pictured
                picture: speak.picture
                size: speak.signSize
                colour: speak.wordColour
            }
            Column {
                id: words
                readonly property real room: speak.round ? speak.width * 0.88 : speak.insideWidth - (speak.tall || !speak.pictured ? 0 : sign.width + grid.columnSpacing)
                Word {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.min(implicitWidth, words.room)
                    horizontalAlignment: Text.AlignHCenter
                    role: speak.role
                    text: speak.text
                    colour: speak.wordColour
                }
                Word {
                    anchors.horizontalCenter: parent.horizontalCenter
                    visible: text !== ""
                    width: Math.min(implicitWidth, words.room)
                    horizontalAlignment: Text.AlignHCenter
                    text: speak.hint
                    colour: speak.wordColour
                }
            }
        }
    }
}
