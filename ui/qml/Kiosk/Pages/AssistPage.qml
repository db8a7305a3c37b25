import QtQuick
import Kiosk.Parts

// 有人帮我: who helps is written above every page, and sending stays the resident's own press.
TilePage {
    id: page

    heading: qsTr("谁在帮您？")
    says: [Prompts.assistEnter, Prompts.assistYours]
    prefix: "helper"
    tiles: [
        {
            name: "volunteer",
            word: qsTr("志愿者"),
            picture: "hands",
            tone: 0
        },
        {
            name: "family",
            word: qsTr("家里人"),
            picture: "family",
            tone: 4
        },
        {
            name: "staff",
            word: qsTr("工作人员"),
            picture: "window",
            tone: 2
        },
        {
            name: "nobody",
            word: qsTr("不用帮"),
            picture: "no",
            tone: 5
        }
    ]
    onPicked: name => {
        if (name === "nobody")
            app.enter("silver");
        else
            app.helpedBy(name);
    }
}
