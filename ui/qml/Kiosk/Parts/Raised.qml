pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// What every button is: raised; pressed it goes down by its lip; it acts when the finger leaves it inside. What stands on it
// is its descendants' own: a content item that is replaced is made all the same, and thrown away.
T.AbstractButton {
    id: control

    property string picture: ""
    property bool pictured: Theme.pictures
    property string hint: ""
    property string kind: "face"
    property string role: "label"
    // One of several can be chosen; or this one is on or off by itself.
    property bool choosable: false
    property bool toggles: false
    property bool chosen: false
    property bool marked: false
    property bool personal: false
    property bool held: false
    // It sends, calls somebody or takes back: the focus never comes to rest on it by itself.
    property bool careful: kind === "person"
    // Said in key mode in place of its name, where the name would give a number away.
    property string mask: ""
    property string spoken: hint === "" ? text : text + "。" + hint
    property string sayable: text
    property real corner: Theme.measure("radius")
    property real lip: Theme.measure("lip")
    property real padX: Theme.mm(5)
    property real pictureSize: Theme.measure("icon")

    readonly property bool isDown: down || held
    readonly property string focusWords: (Accessible.name + Words.stop + (Accessible.description === "" ? "" : Accessible.description + Words.stop)).replace(/\n/g, "")
    readonly property color faceColour: marked ? Theme.mark : chosen ? Theme.primarySoft : kind === "primary" ? Theme.primary : kind === "voice" ? Theme.voice : kind === "person" ? Theme.person : Theme.face
    readonly property color lipColour: kind === "primary" ? Theme.primaryLip : kind === "voice" ? Theme.voiceLip : kind === "person" ? Theme.personLip : Theme.faceLip
    readonly property color edgeColour: kind === "primary" ? Theme.primaryLip : kind === "voice" ? Theme.voiceLip : kind === "person" ? Theme.personLine : chosen ? Theme.primary : Theme.faceLine
    readonly property color wordColour: marked ? Theme.markText : chosen ? Theme.ink : kind === "primary" ? Theme.primaryText : kind === "voice" ? Theme.voiceText : kind === "person" ? Theme.personText : Theme.faceText
    readonly property color hintColour: marked ? Theme.markText : kind === "face" ? Theme.ink2 : wordColour
    readonly property real insideWidth: width - 2 * padX

    implicitHeight: Theme.measure("mainButton")
    padding: 0
    hoverEnabled: false
    focusPolicy: Qt.StrongFocus
    checkable: choosable || toggles
    autoExclusive: choosable
    checked: chosen

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: chosen && !toggles ? qsTr("选好了") : hint
    Accessible.id: objectName

    onPressed: Feedback.pressed()
    onClicked: Feedback.acted()
    // What has become careful in place loses the focus it had as something harmless.
    onCarefulChanged: if (careful)
        focus = false

    background: Item {
        Loader {
            anchors.fill: parent
            active: control.visualFocus
            sourceComponent: FocusRing {
                corner: control.corner
            }
        }
        Rectangle {
            anchors.fill: parent
            visible: !control.isDown && control.enabled
            radius: control.corner
            color: control.lipColour
            border.width: Theme.measure("edge")
            border.color: control.edgeColour
        }
        Rectangle {
            y: control.isDown ? control.lip : 0
            width: parent.width
            height: parent.height - control.lip
            radius: control.corner
            color: control.faceColour
            border.width: control.chosen ? Theme.measure("edgeStrong") : Theme.measure("edge")
            border.color: control.edgeColour
        }
    }
}
