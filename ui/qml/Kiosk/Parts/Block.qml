import QtQuick

// A place in Leaves for anything: give it an implicitHeight.
Item {
    property string section: ""
    property bool wanted: true
    property bool optional: false
    property real stretch: 0
    property int column: -1
    property bool followed: false
}
