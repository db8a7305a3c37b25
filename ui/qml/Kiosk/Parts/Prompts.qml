pragma Singleton

import QtQuick

// What the kiosk says, one place for all of it: a neighbour of many years at window one.
QtObject {
    readonly property string homeEnter: qsTr("您想办什么事？请按大话筒，慢慢说。")
    readonly property string homeEnterAway: qsTr("您想办什么事？请按一个。")
    readonly property string homeEnterNormal: qsTr("请按一个。想说话，就按话筒。")
    readonly property string brokeOff: qsTr("刚才断了一下，请再说一遍。")
    readonly property string safeMode: qsTr("机器不太好，请用手按")
    readonly property string listening: qsTr("我在听，您说…")
    readonly property string listenStart: qsTr("我在听，您说。")
    readonly property string listenSlow: qsTr("不着急，慢慢说。")
    readonly property string listenNone1: qsTr("我没听到声音。请靠近一点，再说一次。")
    readonly property string listenNone2: qsTr("还是没听到。按图找也可以。")
    readonly property string listenQuiet: qsTr("声音有点小，请大声一点。")
    readonly property string listenLoud: qsTr("大厅有点吵，请靠近话筒。")
    readonly property string thinkWait: qsTr("请稍等，我想一想。")
    readonly property string whichEnter: qsTr("您想问哪一个？也可以说第一个。")
    readonly property string whichEnterAway: qsTr("您想问哪一个？")
    readonly property string sorryNone: qsTr("这件事我还不会。我请人来帮您。")
    readonly property string sorry1: qsTr("对不起，我没听清。请再说一次。")
    readonly property string sorry2: qsTr("对不起，我没听懂。看图找，或者叫人来。")
    readonly property string none: qsTr("对不起，我没有找到您要的。")
    readonly property string noneNext: qsTr("看图慢慢找，或者叫人来帮忙。")
    readonly property string tellEnter: qsTr("要把这句话告诉社区吗？")
    readonly property string tellWho: qsTr("社区工作人员会看到这句话，不会看到您是谁。")
    readonly property string tellRefused: qsTr("您的话还在这里，没有送走。请叫人帮您记下来。")
    readonly property string toldLine: qsTr("社区工作人员会看到这句话。您的事，看图找，或者叫人。")
    readonly property string toldOffline: qsTr("网断了。这句话先存好，网好了自动送出去。")
    readonly property string wrongEnter: qsTr("哪里不对？按一个，我就告诉社区。")
    readonly property string wrongTold: qsTr("告诉社区了，谢谢您！")
    readonly property string wrongLine: qsTr("社区工作人员会去核对，不会看到您是谁。")
    readonly property string wrongOffline: qsTr("网断了。先存好了，网好了自动送出去。")
    readonly property string serviceTake: qsTr("请家里人扫一扫，就能带走。")
    readonly property string browseEnter: qsTr("请按一个，也可以直接说您要办的事。")
    readonly property string browseEnterAway: qsTr("请按一个。")
    readonly property string lettersEnter: qsTr("请按头一个字母，医保就按Y和B。")
    readonly property string termsEnter: qsTr("请按一个词，看它是什么意思。")
    readonly property string report1: qsTr("第一步，共四步。您要报什么事？")
    readonly property string report2: qsTr("第二步。在哪里？可以说，也可以按。")
    readonly property string report2Away: qsTr("第二步。在哪里？请按一个。")
    readonly property string report3: qsTr("第三步。请说一说怎么了，也可以不说。")
    readonly property string report3Away: qsTr("第三步。怎么了？请按一句，也可以不说。")
    readonly property string reportMore: qsTr("还有吗？没有就按“说完了”。")
    readonly property string report4: qsTr("最后一步。我念一遍，您听听对不对。")
    readonly property string report4Away: qsTr("最后一步。请看一看，对不对。")
    readonly property string reportYes: qsTr("对就按“送出去”。")
    readonly property string receiptEnter: qsTr("收到了，谢谢您！")
    readonly property string receiptOffline: qsTr("网断了。您报的事先存好，网好了自动送出去。")
    readonly property string receiptUndoAsk: qsTr("要撤回吗？撤回了就不送了。")
    readonly property string receiptUndone: qsTr("撤回了，没有送出去。")
    readonly property string codeEnter: qsTr("请按九个数字，也可以念给我听。")
    readonly property string codeEnterAway: qsTr("请按九个数字。")
    readonly property string codeWrong: qsTr("这个号好像差一个数字，请再看看。")
    readonly property string codeOffline: qsTr("网还没通，这个号现在查不到。")
    readonly property string codeUnknown: qsTr("没有找到这个号。请再看看，或者叫人。")
    readonly property string stillAsk: qsTr("您还在吗？在的话，按一下，或者说：我还在。")
    readonly property string stillAskAway: qsTr("您还在吗？在的话，按一下。")
    readonly property string stillYes: qsTr("好的，您慢慢看。")
    readonly property string byeNow: qsTr("用完了。您的东西都收好了，再见！")
    readonly property string personCalling: qsTr("请稍等，有人来。")
    readonly property string personNone: qsTr("现在没人。请打电话，号码在屏幕上。")
    readonly property string helpAny: qsTr("按错了没关系，按“返回”就回去。")
    readonly property string voiceOff: qsTr("现在不能说话，请用手按。")
    readonly property string speakerOff: qsTr("现在没有声音，字都在屏幕上。")
    readonly property string privateAsk: qsTr("这是您自己的事。要大声念出来吗？")
    readonly property string phoneAsk: qsTr("留不留都行。只有办这件事的人看得到。")
    readonly property string dangerSick: qsTr("请马上打一二零。我也在叫人过来。")
    readonly property string dangerFire: qsTr("请马上离开，打一一九。我在叫人。")
    readonly property string dangerGas: qsTr("不要开灯，先出去，再打电话。")
    readonly property string dangerPolice: qsTr("请打一一零。我在叫人过来。")
    readonly property string dangerLift: qsTr("别扒门，按电梯里的铃。我在叫人。")
    readonly property string dangerUndo: qsTr("好的，没事就好。")
    readonly property string who: qsTr("我是邻声，是一台帮忙的机器。")
    readonly property string thanks: qsTr("不客气，您慢走。")
    readonly property string reportRight: qsTr("对不对？")
    readonly property string listenHow: qsTr("请慢慢说，不着急。说好了就按“说完了”。")
    readonly property string reportAgreed: qsTr("好的。说“送出去”，我就送。")
    readonly property string reportChange: qsTr("要改哪一样？说什么事、在哪里，或者怎么了。")
    readonly property string wordsHeard: qsTr("我听到的是：%1。对不对？")
    readonly property string practiceOn: qsTr("这是练习，什么都不会送出去，放心按。")
    readonly property string waysEnter: qsTr("请按一个，随时能换回来。")
    readonly property string assistEnter: qsTr("请您说一声，谁在帮您？")
    readonly property string assistYours: qsTr("送出去的那一下，请您自己按。")
    readonly property string newcomerEnter: qsTr("欢迎您！您住在哪里？")
    readonly property string stuckEnter: qsTr("不着急，慢慢来。")
    readonly property string stuckBigger: qsTr("字放大了，我也说慢一点。")
    readonly property string stuckPerson: qsTr("要帮忙，就按“叫人”。")
    readonly property string practiceDone: qsTr("学会了，真好！再来一次也行。")

    // What is said most, and what must not come late: rendered before it is wanted.
    readonly property list<string> often: [homeEnter, listenNone1, listenNone2, listenQuiet, listenLoud, thinkWait, whichEnter, sorry1, sorry2, browseEnter, report1, report2, report3, report4, reportRight, reportAgreed, receiptEnter, codeEnter, stillAsk, voiceOff, dangerSick, dangerFire, dangerGas, dangerPolice, dangerLift]

    // Every choice answers with its own name first.
    function named(name: string): string {
        return qsTr("%1。").arg(name);
    }

    function numbered(number: int, name: string): string {
        return qsTr("第%1个，%2。").arg(Words.ordinal(number)).arg(name);
    }

    // The size and the colours that were just chosen, for those who do not see them.
    function size(scale: real): string {
        return scale >= 2 ? qsTr("字最大了。") : scale > 1 ? qsTr("字大了。") : qsTr("字一般大。");
    }

    function colours(ground: string): string {
        return ground === "night" ? qsTr("黑底黄字。") : ground === "blue" ? qsTr("蓝底白字。") : qsTr("白底黑字。");
    }

    function whichConfirm(name: string): string {
        return qsTr("您问的是%1，对不对？").arg(name);
    }

    function codeMissing(count: int): string {
        return qsTr("还差%1个数字，请接着念。").arg(Words.number(count));
    }

    function community(name: string): string {
        return qsTr("归%1管").arg(name);
    }

    function receiptSaid(code: string): string {
        return qsTr("您的回执号是：%1。").arg(Words.spokenDigits(code));
    }

    function serviceEnter(name: string, free: bool): string {
        return free ? qsTr("这是%1，不收钱。").arg(name) : qsTr("这是%1。").arg(name);
    }

    function servicePapers(papers: list<string>): string {
        return qsTr("要带%1样：%2。").arg(Words.number(papers.length)).arg(papers.join(Theme.en ? ", " : "、"));
    }

    function serviceSteps(count: int): string {
        return qsTr("一共%1步。").arg(Words.number(count));
    }
}
