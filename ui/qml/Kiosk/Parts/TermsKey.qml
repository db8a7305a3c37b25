import QtQuick

// The key to the hard words of the page, in its leaves; there only when the page uses some.
Block {
    id: block

    property string about: ""

    signal pressed(string about)

    wanted: about !== ""
    implicitHeight: Theme.mm(Theme.pick(28, 28, 32))

    BigButton {
        objectName: "terms"
        anchors.fill: parent
        padX: Theme.mm(4)
        picture: Theme.step >= 2 ? "" : "book"
        text: qsTr("难懂的词")
        onClicked: block.pressed(block.about)
    }
}
