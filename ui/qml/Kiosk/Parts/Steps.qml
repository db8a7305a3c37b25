pragma ComponentBehavior: Bound

import QtQuick

// How much of something there is, as a row of bars. Assistive technology reads it as a value and may set it.
Row {
    id: steps

    required property string name
    required property int level
    property int value: level
    property int minimumValue: 0
    property int maximumValue: 8
    readonly property int stepSize: 1

    signal wished(int level)

    height: Theme.mm(14)
    spacing: Theme.mm(3)

    Accessible.role: Accessible.Slider
    Accessible.name: name
    Accessible.id: objectName

    onValueChanged: if (value !== level)
        wished(value)

    Binding {
        target: steps
        property: "value"
        value: steps.level
    }
    Repeater {
        model: steps.maximumValue
        delegate: Rectangle {
            required property int index
            width: (steps.width - (steps.maximumValue - 1) * steps.spacing) / steps.maximumValue
            height: steps.height
            radius: Theme.mm(3)
            color: index < steps.level ? Theme.primary : Theme.card
            border.width: Theme.measure("edge")
            border.color: index < steps.level ? Theme.primary : Theme.line
        }
    }
}
