"""Latin letters, units and symbols as a Chinese voice can say them: nothing is left that it would read as English. Pure."""

from __future__ import annotations

import re
import unicodedata

_NAMES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "诶 必 西 地 一 爱福 机 爱尺 爱 杰 开 爱偶 爱姆 恩 欧 批 扣 啊 爱丝 踢 优 微 达不溜 爱克斯 歪 贼".split(),
        strict=True,
    )
)
WORDS = {
    "app": "应用", "apps": "应用", "wifi": "无线网", "wi-fi": "无线网", "wlan": "无线网", "atm": "取款机", "qr": "二维",
    "ok": "好的", "atm机": "取款机", "wifi网": "无线网", "email": "邮箱", "e-mail": "邮箱", "vip": "贵宾", "gps": "定位", "usb": "优盘口", "bus": "公交",
    "taxi": "出租车", "pos": "刷卡", "sim": "手机", "id": "证件", "wechat": "微信", "alipay": "支付宝", "am": "上午",
    "pm": "下午", "tel": "电话", "km/h": "公里每小时", "kwh": "度", "online": "网上", "pad": "平板", "ipad": "平板",
}  # fmt: skip
UNITS = {
    "kg": "公斤", "km": "公里", "cm": "厘米", "mm": "毫米", "ml": "毫升", "m2": "平方米", "m3": "立方米", "kw": "千瓦",
    "min": "分钟", "mg": "毫克", "g": "克", "m": "米", "l": "升", "h": "小时", "w": "瓦", "v": "伏", "t": "吨", "s": "秒",
}  # fmt: skip
SYMBOLS = {"&": "和", "+": "加", "=": "等于", "×": "乘", "÷": "除以", "≥": "不少于", "≤": "不超过", "→": "，", "|": "，",
           "—": "，", "–": "，", "~": "到", "·": "，", "•": "，"}  # fmt: skip
_SAYABLE = re.compile(r"[一-鿿㐀-䶿A-Za-z0-9，。！？；：、“”‘’（）《》…,.!?;:'\"()\s%/\-¥&+=×÷≥≤→|—–~·•℃°]")
_DEGREES = {"℃": "度", "°": "度"}


def one_width(char: str) -> str:
    """A character in its common form; "" for what nobody can say: emoji, boxes, control characters, other scripts."""
    if char in _DEGREES:
        return _DEGREES[char]
    plain = unicodedata.normalize("NFKC", char) if not _SAYABLE.match(char) or ord(char) > 0xFF00 else char
    if char in "，！？：；（）":
        return char
    return "".join(
        one if one.isprintable() or one == "\n" else " " for one in plain if _SAYABLE.match(one) or one.isspace()
    )


def word(letters: str) -> str:
    """A Latin word in Chinese: its translation, or letter by letter."""
    return WORDS.get(letters.lower()) or "".join(_NAMES.get(char.upper(), "") for char in letters)


def unit(letters: str) -> str:
    """A unit behind a number."""
    return UNITS[letters.lower()]


UNIT = re.compile(
    rf"(?<=\d)(?!G|M\b)\s?(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![A-Za-z0-9])", re.IGNORECASE
)
WORD = re.compile(r"(?i:km/h|wi-fi|e-mail|atm机|wifi网)|[A-Za-z]+(?:'[A-Za-z]+)?")
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.]+@[\w.]+\w", re.ASCII)
SYMBOL = re.compile("[" + re.escape("".join(SYMBOLS)) + "]")
