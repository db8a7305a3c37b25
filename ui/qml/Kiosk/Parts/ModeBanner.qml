import QtQuick

// Says that somebody helps, that this is practice, or that the kiosk has no voice today; no touch closes it.
Rectangle {
    id: banner

    property string mode: ""
    property string text: ""
    readonly property color ink: mode === "practice" ? Theme.practiceText : mode === "safe" ? Theme.primarySoftText : Theme.assistText

    implicitHeight: Theme.measure("bannerH")
    radius: Theme.mm(4)
    color: mode === "practice" ? Theme.practice : mode === "safe" ? Theme.primarySoft : Theme.assist
    Accessible.ignored: true

    Row {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: banner.y > 0 ? 0 : Theme.mm(0.5) // the frame lies over its upper edge
        spacing: Theme.mm(4)
        BigIcon {
            anchors.verticalCenter: parent.verticalCenter
            picture: banner.mode === "practice" ? "practice" : banner.mode === "safe" ? "repair" : "hands"
            colour: banner.ink
        }
        BigText {
            anchors.verticalCenter: parent.verticalCenter
            role: "strong"
            single: true
            lineHeight: 1.0
            text: banner.text
            colour: banner.ink
        }
    }
}
