import QtQuick

// A short good word in a filled shape: free, open, done.
Rectangle {
    id: pill

    property string text: ""

    implicitWidth: word.implicitWidth + Theme.mm(12)
    implicitHeight: Theme.mm(Theme.en ? Theme.pick(18, 22, 25) : Theme.pick(18, 24, 30))
    radius: height / 2
    color: Theme.good
    Accessible.ignored: true

    BigText {
        id: word
        anchors.centerIn: parent
        role: "label"
        text: pill.text
        colour: Theme.goodText
        single: true
    }
}
