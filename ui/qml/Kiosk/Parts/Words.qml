pragma Singleton

import QtQuick

// Small words built from values: clock, days, greeting, numbers, status. The values come from Python; the words live here.
QtObject {
    readonly property string colon: Theme.en ? ": " : "："
    readonly property string stop: Theme.en ? "." : "。"

    function greeting(hour: int): string {
        return hour < 5 ? qsTr("您好") : hour < 11 ? qsTr("早上好") : hour < 13 ? qsTr("中午好") : hour < 18 ? qsTr("下午好") : qsTr("晚上好");
    }

    function half(hour: int): string {
        return hour < 5 ? qsTr("夜里") : hour < 9 ? qsTr("早上") : hour < 12 ? qsTr("上午") : hour < 13 ? qsTr("中午") : hour < 18 ? qsTr("下午") : qsTr("晚上");
    }

    function clock(hour: int, minute: int): string {
        const hour12 = hour % 12 === 0 ? 12 : hour % 12;
        const minutes = minute < 10 ? "0" + minute : String(minute);
        if (Theme.en)
            return hour12 + ":" + minutes + (hour < 12 ? " am" : " pm");
        return half(hour) + hour12 + ":" + minutes;
    }

    // "17:30" as it is said: 下午5点半
    function time(text: string): string {
        const parts = text.split(":");
        const hour = Number(parts[0]);
        const minute = Number(parts[1] ?? 0);
        const hour12 = hour % 12 === 0 ? 12 : hour % 12;
        if (Theme.en)
            return hour12 + (minute ? ":" + parts[1] : "") + (hour < 12 || hour === 24 ? " am" : " pm");
        return half(hour) + hour12 + "点" + (minute === 0 ? "" : minute === 30 ? "半" : minute + "分");
    }

    // Monday is 0.
    function weekday(day: int): string {
        return [qsTr("星期一"), qsTr("星期二"), qsTr("星期三"), qsTr("星期四"), qsTr("星期五"), qsTr("星期六"), qsTr("星期天")][day];
    }

    function dayAhead(days: int, day: int): string {
        return days === 0 ? qsTr("今天") : days === 1 ? qsTr("明天") : weekday(day);
    }

    // "2026-11-18T09:00:00+08:00" as 11月18日
    function date(iso: string): string {
        if (iso.length < 10)
            return "";
        const month = Number(iso.slice(5, 7));
        const day = Number(iso.slice(8, 10));
        if (Theme.en)
            return day + " " + ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1];
        return month + "月" + day + "日";
    }

    // 417093568 -> 417 093 568
    function groups(code: string): string {
        return (code.match(/.{1,3}/g) ?? []).join(" ");
    }

    // 417093568 -> 四一七，零九三，五六八
    function spokenDigits(code: string): string {
        if (Theme.en)
            return (code.match(/.{1,3}/g) ?? []).map(group => group.split("").join(" ")).join(", ");
        return (code.match(/.{1,3}/g) ?? []).map(group => group.split("").map(digit => "零一二三四五六七八九"[Number(digit)]).join("")).join("，");
    }

    function status(status: string): string {
        switch (status) {
        case "filed":
            return qsTr("已下单");
        case "taken":
            return qsTr("已接单");
        case "started":
            return qsTr("办理中");
        case "done":
            return qsTr("办好了");
        case "explained":
            return qsTr("说明原因");
        case "reopened":
            return qsTr("再办理");
        case "withdrawn":
            return qsTr("已撤回");
        case "merged":
            return qsTr("和别人的一起办");
        }
        return "";
    }

    // Who stands beside the resident, for all to see.
    function helped(helper: string): string {
        return helper === "volunteer" ? qsTr("志愿者在帮您") : helper === "family" ? qsTr("家里人在帮您") : helper === "staff" ? qsTr("工作人员在帮您") : qsTr("有人在帮您");
    }

    function number(count: int): string {
        if (Theme.en || count > 10)
            return String(count);
        return ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"][count];
    }

    function ordinal(number: int): string {
        return number === 2 && !Theme.en ? qsTr("二") : Words.number(number);
    }
}
