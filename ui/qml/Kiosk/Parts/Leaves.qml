import QtQuick

// Blocks laid one under the other and cut into leaves by measuring: what does not fit goes to the next leaf.
// A block may say: section (a new one begins a new leaf), wanted, stretch (how tall it may grow), column (0 or 1).
Item {
    id: leaves

    property int leaf: 0
    property int columns: 1
    property real share: 0.5
    property int most: 99
    property real gap: Theme.mm(Theme.pick(5, 4, 4))
    property int count: 1
    property list<string> sections: []
    default property alias blocks: holder.data
    property bool dirty: false

    readonly property int shown: Math.max(0, Math.min(leaf, count - 1))
    readonly property string nextSection: shown + 1 < sections.length ? sections[shown + 1] : ""
    readonly property string section: shown < sections.length ? sections[shown] : ""

    function columnWidth(column: int): int {
        if (columns < 2)
            return width
        return Math.floor((width - gap) * (column === 0 ? share : 1 - share))
    }

    function arrangeLater() {
        dirty = true
        soon.restart()
    }

    function arrange() {
        if (!dirty || width <= 0 || height <= 0)
            return
        dirty = false
        let found = []
        let leafNow = 0
        let column = 0
        let top = 0
        let section = null
        let names = []
        let onLeaf = 0
        for (const block of holder.children) {
            if (block.section === undefined)
                continue
            if (!block.wanted) {
                block.visible = false
                continue
            }
            if (section !== null && (block.section !== section || onLeaf === most)) {
                leafNow += 1
                column = 0
                top = 0
                onLeaf = 0
            }
            section = block.section
            if (columns > 1 && block.column > column && top > 0) {
                column = block.column
                top = 0
            }
            block.width = columnWidth(column)
            if (top > 0 && top + block.implicitHeight > height) {
                if (column + 1 < columns && block.column < 0) {
                    column += 1
                } else {
                    leafNow += 1
                    column = 0
                    onLeaf = 0
                }
                top = 0
                block.width = columnWidth(column)
            }
            names[leafNow] = section
            onLeaf += 1
            found.push({ block: block, leaf: leafNow, column: column, top: top, height: block.implicitHeight })
            top += block.implicitHeight + gap
        }
        spread(found)
        for (const place of found) {
            place.block.x = place.column === 0 ? 0 : columnWidth(0) + gap
            place.block.y = place.top
            place.block.height = place.height
            place.block.visible = place.leaf === Math.max(0, Math.min(leaf, leafNow))
        }
        sections = names
        count = leafNow + 1
    }

    // Room left under the last block goes to the blocks that may grow.
    function spread(found) {
        for (let leafNow = 0; leafNow <= (found.length ? found[found.length - 1].leaf : 0); leafNow++) {
            for (let column = 0; column < columns; column++) {
                const here = found.filter(place => place.leaf === leafNow && place.column === column)
                if (here.length === 0)
                    continue
                const last = here[here.length - 1]
                const growing = here.filter(place => place.block.stretch > 0)
                let spare = height - (last.top + last.height)
                let share = growing.length ? Math.floor(spare / growing.length) : 0
                let push = 0
                for (const place of here) {
                    place.top += push
                    if (place.block.stretch > 0) {
                        const more = Math.max(0, Math.min(share, place.block.stretch - place.height))
                        place.height += more
                        push += more
                    }
                }
            }
        }
    }

    onWidthChanged: arrangeLater()
    onHeightChanged: arrangeLater()
    onColumnsChanged: arrangeLater()
    onLeafChanged: arrangeLater()
    onGapChanged: arrangeLater()
    onShareChanged: arrangeLater()
    Component.onCompleted: { dirty = true; arrange() }

    Timer {
        id: soon
        interval: 0
        onTriggered: leaves.arrange()
    }
    Item {
        id: holder
        anchors.fill: parent
        onChildrenChanged: {
            for (const block of children)
                if (block.section !== undefined && !block.followed) {
                    block.followed = true
                    block.implicitHeightChanged.connect(leaves.arrangeLater)
                    block.wantedChanged.connect(leaves.arrangeLater)
                    block.sectionChanged.connect(leaves.arrangeLater)
                }
            leaves.arrangeLater()
        }
    }
}
