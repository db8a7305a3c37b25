import QtQuick

// Blocks laid one under the other and cut into leaves by measuring: what does not fit goes to the next leaf.
// A block may say: section (a new one begins a new leaf), wanted, optional (left out
// where it would begin a new leaf), stretch (how tall it may grow), column (0 or 1).
Item {
    id: leaves

    property int leaf: 0
    property int columns: 1
    property real share: 0.5
    property int most: 99
    property real gap: Theme.mm(Theme.pick(5, 4, 4))
    property int count: 1
    property list<string> sections: []
    // Sections that will follow and are not made yet; each counts as one leaf.
    property list<string> ahead: []
    default property alias blocks: holder.data
    property bool dirty: false
    property bool arranging: false

    readonly property int shown: Math.max(0, Math.min(leaf, count - 1))
    readonly property string nextSection: shown + 1 < sections.length ? sections[shown + 1] : ""
    readonly property string section: shown < sections.length ? sections[shown] : ""

    function columnWidth(column: int): int {
        if (columns < 2)
            return width;
        return Math.floor((width - gap) * (column === 0 ? share : 1 - share));
    }

    function arrangeLater() {
        if (arranging)
            return;
        dirty = true;
        soon.restart();
    }

    function arrange() {
        if (!dirty || width <= 0 || height <= 0)
            return;
        dirty = false;
        arranging = true;
        let found = [];
        let names = [];
        let counts = [];
        let last = -1;
        let section = null;
        let cursors = [];
        let flow = 0;
        for (const block of holder.children) {
            if (block.section === undefined)
                continue;
            if (!block.wanted) {
                block.visible = false;
                continue;
            }
            if (section === null || block.section !== section) {
                section = block.section;
                last += 1;
                cursors = [
                    {
                        leaf: last,
                        top: 0
                    },
                    {
                        leaf: last,
                        top: 0
                    }
                ];
                flow = 0;
            }
            const own = columns > 1 && block.column >= 0;
            let column = own ? block.column : flow;
            block.width = columnWidth(column);
            let at = cursors[column];
            if (block.optional && at.top > 0 && at.top + block.implicitHeight > height) {
                block.visible = false;
                continue;
            }
            if (at.top > 0 && at.top + block.implicitHeight > height || (counts[at.leaf] ?? 0) >= most) {
                if (!own && column + 1 < columns && (counts[at.leaf] ?? 0) < most) {
                    flow = 1;
                } else if (own) {
                    cursors[column] = {
                        leaf: at.leaf + 1,
                        top: 0
                    };
                } else {
                    cursors = [
                        {
                            leaf: at.leaf + 1,
                            top: 0
                        },
                        {
                            leaf: at.leaf + 1,
                            top: 0
                        }
                    ];
                    flow = 0;
                }
                column = own ? column : flow;
                at = cursors[column];
                block.width = columnWidth(column);
            }
            last = Math.max(last, at.leaf);
            names[at.leaf] = section;
            counts[at.leaf] = (counts[at.leaf] ?? 0) + 1;
            found.push({
                block: block,
                leaf: at.leaf,
                column: column,
                top: at.top,
                height: block.implicitHeight
            });
            at.top += block.implicitHeight + gap;
        }
        const leafNow = Math.max(0, last);
        spread(found);
        for (const place of found) {
            place.block.x = place.column === 0 ? 0 : columnWidth(0) + gap;
            place.block.y = place.top;
            place.block.height = place.height;
            place.block.visible = place.leaf === Math.max(0, Math.min(leaf, leafNow));
        }
        arranging = false;
        sections = names.concat(ahead);
        count = leafNow + 1 + ahead.length;
    }

    // Room left under the last block goes to the blocks that may grow.
    function spread(found) {
        const lastLeaf = found.reduce((most, place) => Math.max(most, place.leaf), 0);
        for (let leafNow = 0; leafNow <= lastLeaf; leafNow++) {
            for (let column = 0; column < columns; column++) {
                const here = found.filter(place => place.leaf === leafNow && place.column === column);
                if (here.length === 0)
                    continue;
                const last = here[here.length - 1];
                const growing = here.filter(place => place.block.stretch > 0);
                let spare = height - (last.top + last.height);
                let share = growing.length ? Math.floor(spare / growing.length) : 0;
                let push = 0;
                for (const place of here) {
                    place.top += push;
                    if (place.block.stretch > 0) {
                        const more = Math.max(0, Math.min(share, place.block.stretch - place.height));
                        place.height += more;
                        push += more;
                    }
                }
            }
        }
    }

    onWidthChanged: arrangeLater()
    onHeightChanged: arrangeLater()
    onColumnsChanged: arrangeLater()
    onLeafChanged: arrangeLater()
    onAheadChanged: arrangeLater()
    onGapChanged: arrangeLater()
    onShareChanged: arrangeLater()
    Component.onCompleted: {
        dirty = true;
        arrange();
    }

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
                    block.followed = true;
                    block.implicitHeightChanged.connect(leaves.arrangeLater);
                    block.wantedChanged.connect(leaves.arrangeLater);
                    block.sectionChanged.connect(leaves.arrangeLater);
                }
            leaves.arrangeLater();
        }
    }
}
