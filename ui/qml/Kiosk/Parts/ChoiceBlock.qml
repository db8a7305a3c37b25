import QtQuick

// One choice of a list model in Leaves: a row with its picture, its word and, where there is room, its hint.
Block {
    id: cell

    required property int index
    required property string opens
    required property string about
    required property string word
    required property string hint
    required property string picture
    required property int tone
    property int number: 0
    property bool hinted: false

    signal pressed

    implicitHeight: Math.max(Theme.mm(26), row.needed)

    ChoiceRow {
        id: row
        objectName: cell.opens + "-" + cell.about
        anchors.fill: parent
        number: cell.number
        withPlate: Theme.step === 1
        role: Theme.step >= 2 ? "label" : "bigLabel"
        picture: cell.picture
        tone: cell.tone
        text: cell.word
        hint: cell.hinted ? cell.hint : ""
        onClicked: cell.pressed()
    }
}
