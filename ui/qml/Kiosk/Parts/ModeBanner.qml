import QtQuick

// Says that somebody helps or that this is practice; no touch closes it.
Rectangle {
    id: banner

    property string mode: ""
    property string text: ""

    implicitHeight: Theme.measure("bannerH")
    radius: Theme.mm(4)
    color: mode === "practice" ? Theme.practice : Theme.assist
    Accessible.ignored: true

    Row {
        anchors.centerIn: parent
        spacing: Theme.mm(4)
        BigIcon {
            anchors.verticalCenter: parent.verticalCenter
            picture: banner.mode === "practice" ? "practice" : "hands"
            colour: banner.mode === "practice" ? Theme.practiceText : Theme.assistText
        }
        BigText {
            anchors.verticalCenter: parent.verticalCenter
            role: "strong"
            single: true
            text: banner.text
            colour: banner.mode === "practice" ? Theme.practiceText : Theme.assistText
        }
    }
}
