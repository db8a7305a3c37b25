import QtQuick
import Kiosk.Parts

// 换个样子: other entrances and other looks, each by one press, each forgotten when the visit ends.
TilePage {
    id: page

    property bool lowers: false

    heading: qsTr("换个样子")
    says: [Prompts.waysEnter]
    prefix: "way"
    choices: ["silver", "normal", "assisted"]
    switches: ["words", "low"]
    chosen: [app.entrance].concat(app.wordsOnly ? ["words"] : [], app.low ? ["low"] : [])
    tiles: [
        {
            name: "silver",
            word: qsTr("长辈版"),
            picture: "elder",
            tone: 0
        },
        {
            name: "normal",
            word: qsTr("普通版"),
            picture: "steps",
            tone: 2
        },
        {
            name: "assisted",
            word: qsTr("有人帮我"),
            picture: "hands",
            tone: 5
        },
        {
            name: "newcomer",
            word: qsTr("我是新来的"),
            picture: "house2",
            tone: 4
        },
        {
            name: "words",
            word: qsTr("只看字"),
            picture: "note",
            tone: 3
        }
    ].concat(lowers ? [
        {
            name: "low",
            word: qsTr("放低一点"),
            picture: "wheel",
            tone: 1
        }
    ] : [])
    onPicked: name => {
        if (name === "newcomer")
            app.open("newcomer", "");
        else if (name === "words")
            app.toggleWordsOnly();
        else if (name === "low")
            app.toggleLow();
        else
            app.enter(name);
    }
}
