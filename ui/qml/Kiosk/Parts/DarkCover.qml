import QtQuick
import QtQuick.Templates as T

// The screen is dark on wish while the voice and the keys go on: a touch anywhere makes it light again.
T.AbstractButton {
    id: cover

    objectName: "wake"
    text: qsTr("亮屏")
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.id: objectName

    background: Rectangle {
        color: "#000000"
    }
}
