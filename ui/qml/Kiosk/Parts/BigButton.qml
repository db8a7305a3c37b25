pragma ComponentBehavior: Bound

import QtQuick

// A button with a word, and a picture beside or over it.
Raised {
    id: control

    property bool stacked: false
    property bool leftAligned: false
    property bool single: true

    implicitWidth: 2 * padX + (picture === "" || !pictured ? word.implicitWidth : stacked ? Math.max(pictureSize, word.implicitWidth) : pictureSize + Theme.mm(3) + word.implicitWidth)

    contentItem: Item {
        Grid {
            id: row

            x: control.leftAligned ? control.padX : (parent.width - width) / 2
            y: (parent.height - control.lip - height) / 2 + (control.isDown ? control.lip : 0)
            columns: control.stacked ? 1 : 2
            columnSpacing: Theme.mm(3)
            rowSpacing: Theme.mm(0.5)
            horizontalItemAlignment: control.leftAligned ? Grid.AlignLeft : Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Loader {
                id: sign
                active: control.picture !== "" && control.pictured
                visible: active
                sourceComponent: BigIcon {
                    picture: control.picture
                    size: control.pictureSize
                    colour: control.wordColour
                }
            }
            Column {
                id: words

                readonly property real room: control.insideWidth - (sign.visible && !control.stacked ? sign.width + row.columnSpacing : 0)

                visible: control.text !== ""
                Word {
                    id: word
                    width: control.single ? implicitWidth : Math.min(implicitWidth, words.room)
                    anchors.horizontalCenter: control.leftAligned ? undefined : parent.horizontalCenter
                    horizontalAlignment: control.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                    role: control.role
                    text: control.text
                    colour: control.wordColour
                    single: control.single
                    lineHeight: control.single && text.indexOf("\n") < 0 ? 0.95 : 1.06
                }
                Loader {
                    active: control.hint !== ""
                    visible: active
                    anchors.horizontalCenter: control.leftAligned ? undefined : parent.horizontalCenter
                    sourceComponent: Word {
                        width: Math.min(implicitWidth, words.room)
                        horizontalAlignment: control.leftAligned ? Text.AlignLeft : Text.AlignHCenter
                        text: control.hint
                        colour: control.hintColour
                    }
                }
            }
        }
    }
}
