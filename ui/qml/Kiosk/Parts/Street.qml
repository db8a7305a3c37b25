pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A flat neighbourhood: sun or moon, hills, roofs, lit windows. It never moves.
Item {
    id: street

    property bool dark: false

    clip: true
    Accessible.ignored: true

    Rectangle {
        width: street.height * 0.62
        height: width
        radius: width / 2
        color: Theme.sun
        x: street.width * 0.7
        y: street.height * 0.04
        Rectangle {
            visible: street.dark
            width: parent.width
            height: width
            radius: width / 2
            x: width * 0.28
            y: -width * 0.1
            color: Theme.bg
        }
    }
    Shape {
        width: street.width
        height: street.height
        ShapePath {
            scale: Qt.size(street.width / 1000, street.height / 300)
            strokeWidth: -1
            fillColor: Theme.hill1
            PathSvg {
                path: "M0 300 C60 150 260 70 430 165 C560 80 760 60 1000 150 L1000 300 Z"
            }
        }
        ShapePath {
            scale: Qt.size(street.width / 1000, street.height / 300)
            strokeWidth: -1
            fillColor: Theme.hill2
            PathSvg {
                path: "M0 300 C120 170 380 180 520 220 C700 160 860 170 1000 215 L1000 300 Z"
            }
        }
        ShapePath {
            scale: Qt.size(street.width / 1000, street.height / 300)
            strokeWidth: -1
            fillColor: Theme.hill3
            PathSvg {
                path: `M0 300 L0 262 L60 262 L60 214 L48 214 L100 176 L152 214 L140 214 L140 262 L190 262 L190 120 L290 120
                       L290 262 L322 262 L322 196 L306 196 L372 146 L438 196 L422 196 L422 262 L500 262 L500 150 L560 150
                       L560 96 L640 96 L640 262 L676 262 L676 220 L664 220 L716 182 L768 220 L756 220 L756 262 L800 262
                       L800 140 L890 140 L890 262 L1000 262 L1000 300 Z`
            }
        }
    }
    Repeater {
        model: [[206, 140], [232, 140], [258, 140], [206, 172], [258, 172], [232, 204], [258, 204], [576, 116], [606, 116], [576, 150], [606, 182], [516, 182], [816, 160], [846, 160], [846, 194], [816, 226]]
        delegate: Rectangle {
            required property var modelData
            x: modelData[0] / 1000 * street.width
            y: modelData[1] / 300 * street.height
            width: street.width * 0.014
            height: street.height * 0.055
            color: Theme.sun
        }
    }
}
