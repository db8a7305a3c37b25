pragma ComponentBehavior: Bound

import QtQuick

// Ten digits, erase, and one act. Keys do not repeat.
Grid {
    id: pad

    property bool full: false
    property string actWord: qsTr("查")
    property string actPicture: "find"
    property real room: 100
    property real tallest: Theme.mm(56)
    readonly property int keyWidth: Math.floor((width - 2 * spacing) / 3)
    readonly property int keyHeight: Math.min(tallest, Math.floor((room - 3 * spacing) / 4))

    signal digit(string digit)
    signal erased
    signal acted

    columns: 3
    spacing: Theme.mm(4)

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "act"]
        delegate: BigButton {
            required property string modelData

            objectName: "key-" + modelData
            width: pad.keyWidth
            height: pad.keyHeight
            corner: Theme.measure("radiusTile")
            padX: Theme.mm(2)
            kind: modelData === "act" && pad.full ? "primary" : "face"
            text: modelData === "erase" ? qsTr("擦掉") : modelData === "act" ? pad.actWord : modelData
            role: modelData === "erase" || modelData === "act" ? "label" : pad.keyHeight < Theme.em("code") * 1.4 ? "key" : "code"
            picture: Theme.step > 1 ? "" : modelData === "erase" ? "erase" : modelData === "act" ? pad.actPicture : ""
            pictureSize: Theme.mm(13)
            mask: modelData === "erase" || modelData === "act" ? "" : qsTr("数字键")
            spoken: modelData === "erase" || modelData === "act" ? text : ""
            onClicked: {
                if (modelData === "erase")
                    pad.erased();
                else if (modelData === "act")
                    pad.acted();
                else
                    pad.digit(modelData);
            }
        }
    }
}
