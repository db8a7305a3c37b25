import QtQml

// Which part of the panel everybody can reach: 380-1220 mm over the floor (EN 301 549, 8.3), 700-1100 mm for a seated
// person in the low mode. Millimetres on the glass.
QtObject {
    property real panelMm: 476
    property real bottomMm: 0
    property bool wide: false
    property bool low: false

    readonly property real dead: Theme.tokens.mm.dead
    // Where nobody has measured, the panel hangs as the reference panels do.
    readonly property real hangsAt: bottomMm > 0 ? bottomMm : wide ? 830 : 700
    readonly property real above: low ? over(1100) : bottomMm > 0 ? over(1220) : 0
    readonly property real below: low ? under(700) : bottomMm > 0 ? under(380) : 0
    // Whether the low mode changes anything on this panel.
    readonly property bool lowers: over(1100) > (bottomMm > 0 ? over(1220) : 0) || under(700) > (bottomMm > 0 ? under(380) : 0)

    function over(heightMm: real): real {
        return Math.max(0, hangsAt + panelMm - heightMm);
    }

    function under(heightMm: real): real {
        return Math.max(0, heightMm - hangsAt - dead);
    }
}
