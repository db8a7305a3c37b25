import QtQuick

// Previous, where we are, next. The next button says what comes where it has a name.
Item {
    id: pager

    property int leaf: 0
    property int leaves: 1
    property string nextWord: qsTr("下一页")
    property string prevWord: qsTr("上一页")
    readonly property bool narrow: !Theme.wide && Theme.scale >= 1.5
    readonly property bool bare: !Theme.wide && Theme.scale >= 2

    signal turned(int leaf)

    implicitHeight: visible ? Theme.measure("pagerH") : 0
    visible: leaves > 1

    BigButton {
        id: prev
        objectName: "pager-prev"
        visible: pager.leaf > 0
        height: parent.height
        width: Math.max(implicitWidth, Theme.mm(Theme.pick(60, 70, 76)))
        padX: Theme.mm(4)
        picture: pager.bare || (Theme.en && pager.narrow) ? "" : "prev"
        text: pager.prevWord
        onClicked: pager.turned(pager.leaf - 1)
    }
    BigText {
        anchors.verticalCenter: parent.verticalCenter
        x: prev.visible ? prev.width + (next.x - prev.width - width) / 2 : Theme.mm(1)
        role: "strong"
        single: true
        colour: Theme.ink2
        text: pager.narrow || (Theme.en && Theme.scale > 1) ? qsTr("%1/%2页").arg(pager.leaf + 1).arg(pager.leaves) : qsTr("第%1页，共%2页").arg(pager.leaf + 1).arg(pager.leaves)
    }
    BigButton {
        id: next
        objectName: "pager-next"
        visible: pager.leaf < pager.leaves - 1
        x: visible ? parent.width - width : parent.width
        height: parent.height
        width: Math.max(implicitWidth, Theme.mm(Theme.pick(60, 70, 76)))
        padX: Theme.mm(4)
        kind: "primary"
        picture: pager.bare || (Theme.en && pager.narrow) ? "" : "next"
        text: pager.nextWord
        onClicked: pager.turned(pager.leaf + 1)
    }
}
