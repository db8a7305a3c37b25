pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Help for the page it was asked on, in a few sentences; and a person.
KioskPage {
    id: page

    readonly property var lines: {
        switch (app.before) {
        case "families":
        case "kinds":
            return [qsTr("按您要办的那一类。"), qsTr("不知道是哪一类，请叫人来帮忙。")];
        case "which":
            return [qsTr("按您要办的那一件。"), qsTr("一个都不对，就按“都不是”。")];
        case "services":
            return [qsTr("按您要办的那一件。"), qsTr("没有看到，就按“下一页”。")];
        case "place":
            return [qsTr("照着上面的话走就到。"), qsTr("想听，就按“读给我听”。")];
        case "none":
            return [qsTr("看图找，一步一步就找到了。"), qsTr("也可以叫人来帮您。")];
        case "tell":
            return [qsTr("想告诉社区，就按“送出去”。"), qsTr("不想说，就按“不送”。")];
        case "letters":
            return [qsTr("按每个字的头一个字母。"), qsTr("按错了，就按“擦掉”。")];
        case "service":
            return [qsTr("往下看，就按右边的键。"), qsTr("想听，就按“读给我听”。")];
        case "report-what":
        case "report-where":
        case "report-words":
            return [qsTr("一步只问一件事，按一个就行。"), qsTr("最后您看过，再送出去。")];
        case "report-phone":
            return [qsTr("电话可以不留。"), qsTr("留了，办事的人好找您。")];
        case "report-check":
            return [qsTr("哪里不对，就按“改”。"), qsTr("都对，就按“对，送出去”。")];
        case "receipt":
            return [qsTr("这个号请您记下来。"), qsTr("拿这个号，哪台机器都能查。")];
        case "code":
            return [qsTr("按回执上的九个数字。"), qsTr("按错了，就按“擦掉”。")];
        case "story":
            return [qsTr("亮着的那一步，就是现在。")];
        case "terms":
        case "term":
            return [qsTr("按一个词，看它是什么意思。"), qsTr("想听，就按“读给我听”。")];
        case "notice":
            return [qsTr("看下一条，就按“下一条”。")];
        }
        return [qsTr("按您想办的事。"), qsTr("字太小，就按“大字”。")];
    }

    // Lying, at the largest text, a sentence needs the whole width.
    readonly property bool plain: Theme.wide && Theme.step >= 2

    heading: qsTr("帮助")
    says: [Prompts.helpAny]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.height + Theme.mm(4)
        width: parent.width
        height: page.height - y - keys.height - Theme.mm(5) - (pager.visible ? pager.height + Theme.mm(4) : 0)
        leaf: page.app.leaf
        FactCard {
            picture: page.plain ? "" : "back"
            role: page.plain ? "strong" : "answer"
            text: Prompts.helpAny
            stretch: Theme.mm(70)
        }
        Repeater {
            model: page.lines
            delegate: FactCard {
                required property string modelData
                required property int index
                picture: page.plain ? "" : "chat"
                tone: index + 2
                role: page.plain ? "strong" : "answer"
                text: modelData
                stretch: Theme.mm(70)
            }
        }
    }
    Pager {
        id: pager
        y: keys.y - height - Theme.mm(4)
        width: parent.width
        leaf: leaves.shown
        leaves: leaves.count
        onTurned: leaf => page.app.turn(leaf)
    }
    Flow {
        id: keys
        y: parent.height - height
        width: parent.width
        spacing: Theme.mm(5)
        readonly property int across: Theme.wide ? 2 : 1
        BigButton {
            objectName: "help-person"
            width: Math.floor((keys.width - (keys.across - 1) * keys.spacing) / keys.across)
            height: Theme.mm(Theme.wide ? Theme.pick(36, 36, 30) : Theme.pick(44, 40, 38))
            kind: "person"
            picture: "person"
            pictureSize: Theme.mm(16)
            role: Theme.step > 1 ? "label" : "bigLabel"
            text: qsTr("叫人来帮忙")
            onClicked: page.app.open("person", "")
        }
        BigButton {
            objectName: "help-ways"
            width: Math.floor((keys.width - (keys.across - 1) * keys.spacing) / keys.across)
            height: Theme.mm(Theme.wide ? Theme.pick(36, 36, 30) : Theme.pick(40, 36, 34))
            picture: Theme.step > 1 ? "" : "elder"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: qsTr("换个样子")
            onClicked: page.app.open("ways", "")
        }
    }
}
