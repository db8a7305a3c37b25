"""What the command line says to people, in one place. The hall screen has its own words, in QML."""

from __future__ import annotations

from typing import Final

REFUSED: Final[dict[str, str]] = {
    "category": "没有这一类报事。用 kiosk report categories 看有哪些。",
    "place": "没有这个地方。用 kiosk place list 看有哪些，不知道可以不填。",
    "words": "请写一句话说说是什么事，不能是空的。",
    "too-long": "话太长了，最多2000个字。",
    "contact": "电话只能写数字。",
    "voice-note": "录音要16千赫、单声道、16位的WAV，最长60秒。",
    "not-enrolled": "这台机器还没有登记，不能报事。请工作人员运行 kiosk enrol。",
    "no-receipts": "回执号用完了，连上平台会补。请先叫人帮您记下来。",
    "disk-full": "机器的磁盘满了，这件事没有存下。请叫人帮您记下来。",
    "read-only": "机器的磁盘写不进去，这件事没有存下。请叫人帮您记下来。",
    "damaged": "机器的存储坏了，这件事没有存下。请叫人帮您记下来。",
    "form": "报事要写成一个JSON对象。",
    "member": "报事里有不认识的一项：{name}。",
    "ref": "ref 要是一个 UUID。",
}
CODE_WRONG = "这个号好像差一个数字，请再看看。"
CODE_UNKNOWN = "没有找到这个号。请再看看，或者叫人。"
CODE_OFFLINE = "网还没通，这个号现在查不到。"
ASK_STAFF = "这个号码要请工作人员看一看。"
STATUS: Final[dict[str, str]] = {
    "filed": "已下单",
    "taken": "已接单",
    "started": "办理中",
    "done": "办好了",
    "explained": "说明原因",
    "reopened": "再办理",
    "withdrawn": "已撤回",
    "merged": "和别人的一起办",
}
STATE: Final[dict[str, str]] = {
    "queued": "还在机器里，等着送出",
    "delivered": "已送到",
    "parked": "被退回，等工作人员处理",
}
RECEIPT = "收到了。回执号：{code}"
NOTHING_FITS = "没有找到合适的服务，请叫人。"
NO_PLACE_FITS = "没有找到这个地方，请叫人。"
ELSEWHERE = "{name}不在这里办。{advice}"
EXPLAINED = "{name}（{slug}）为什么找到："
MATCHED = "  {share:>3}%  “{asked}” {kind} {field}“{text}”"
MATCHED_BY = "（常说的话：“{said}”）"
MATCH_KIND: Final[dict[str, str]] = {
    "words": "字一样",
    "sounds": "音一样",
    "accent": "口音相近",
    "english": "英文一样",
    "initials": "声母一样",
    "letters": "拼音一样",
}
MATCH_FIELD: Final[dict[str, str]] = {
    "name": "名称",
    "alias": "别名",
    "phrase": "常说的话",
    "word": "相关的词",
    "summary": "简介",
    "more": "说明",
    "steps": "办法和材料",
    "english": "英文",
    "typed": "字母",
}
NO_SERVICE = "没有这项服务。"
NO_SUCH_PARKED = "没有被退回的这一条。"
RETRIED = "会再送一次。"
EXPORTED = "{count} 条已写到 {path}，都是封好的。"
IMPORTED = "{count} 条有了答复。"
NOT_A_BUNDLE = "这个文件不是平台签过字的，没有用它。"
CANNOT_READ = "读不了这个文件：{path}"
CANNOT_WRITE = "写不了这个文件：{path}"
BAD_SETTING = "设置不对，没有启动。{name}：{why}"
NOT_ENROLLED = "这台机器还没有登记。请运行 kiosk enrol --code 登记码 --platform 网址。"
KEYS_DAMAGED = "登记文件坏了，请重新登记；没送出的报事都还在。"
NO_PLATFORM = "没有写平台的网址：请设 KIOSK_PLATFORM_URL。"
ENROLLED = "登记好了。核对码：{fingerprint}，请和平台上显示的比一比。"
FINGERPRINT_DIFFERS = "核对码不一样，没有登记：对方可能不是真的平台。"
CODE_REFUSED = "登记码不对、用过了或者过期了。"
TOO_MANY_TRIES = "试得太多了，请过一会儿再来。"
OTHER_ROOT = "这里还有报给原来平台的事没送完，先送完才能换平台。"
NOT_GENUINE = "对方的答复没有通过检查，没有登记。"
AWAY = "平台现在连不上，报事都好好存着，通了就送。"
SEEN = "社区工作人员 {day} 看过这件事里说的话。"
UNSEEN = "还没有人打开过说的话。"
REVOKED = "这台机器的登记被平台取消了。没送出的报事都还在，请工作人员重新登记。"
SYNCED = "都送到了。"
SOME_LEFT = "还有 {queued} 条没送出。"
PARKED = "有 {parked} 条被平台退回，等工作人员处理：{refs}"
CONTENT = "内容：第 {epoch} 期第 {version} 版，{items} 条{stale}"
STALE = "（过期了，照样能看）"
CONTENT_NEW = "内容更新到第 {version} 版。"
CONTENT_SAME = "内容已经是最新的。"
CONTENT_REJECTED = "新内容没有通过检查，没有用；原来的还在。"
ALREADY_RUNNING = "已经有一个在运行了。"
TEST_DOOR = "平台不在这台机器上，不能放脚本，也不能用假时钟。"
NO_SOUND = "现在没有声音：请看看喇叭接好没有，espeak-ng 装好没有。"
UNHEARD: Final[dict[str, str]] = {
    "unreadable": "读不了这个文件：{file}。Cannot read this file.",
    "empty": "这个文件里没有声音：{file}。There is no sound in this file.",
    "not-a-wav": "这不是WAV声音文件：{file}。This is not a WAV file.",
    "unknown-wav": "这种WAV读不了，请换成16位PCM：{file}。This kind of WAV cannot be read; 16-bit PCM can.",
    "too-long": "这个声音文件太大，最多200兆：{file}。This file is too large, 200 MB at most.",
    "lost": "听这个文件时出了问题，没有听成：{file}。The ears failed on this file.",
}
NO_SPEECH_MODEL = (
    "没有能用的语音模型，请用 kiosk model install 装一个。There is no speech model; kiosk model install brings one."
)
SPEECH_MODEL_BROKEN = "语音模型坏了，请重新装，或用 kiosk model rollback 换回原来的：{why}"
DEMO_IN_THE_FIELD = "设了 demo_voice，可是平台不在这台机器上：演示语音只认得合成的声音，没有用它。"
NO_MICROPHONE = "没有话筒，或者话筒没有声音进来；用手点一样能办。"
EARS_OFF = "设置里关了听的功能。"
EARS_WELL = "能听见。"
EARS_DEMO = "能听见，用的是演示语音，只认得合成的声音。"
MODEL_REFUSED: Final[dict[str, str]] = {
    "not-found": "没有这个文件。{about}",
    "hash": "sha256对不上，没有装：{about}",
    "not-a-zip": "这不是完整的zip文件，没有装。{about}",
    "unsafe": "压缩包里有不该有的东西，没有装：{about}",
    "too-big": "压缩包展开太大，没有装。{about}",
    "no-model": "里面没有Vosk语音模型（缺 {about}），没有装。",
    "no-room": "磁盘放不下这个模型，没有装。{about}",
    "nothing-before": "没有可以换回的模型（{about}）。",
    "bad": "这个模型不能用，没有装：{about}",
    "demo": "这是演示模型，只认得合成的声音，不能在大厅里用，没有装。{about}",
    "lang": "这个模型的语言不是您写的那种，没有装：{about}",
}
MODEL_AWAY = "取不到这个模型：{why}。原来的模型还在。"
MODEL_INSTALLED = "{lang} 语音模型装好了，马上就用。{lacks}"
MODEL_LACKS = "这 {count} 个字词它听不出来：{words}"
MODEL_BACK = "{lang} 语音模型换回了原来的。"
MODEL_STATUS = "{lang}\t{which}\t{path}"
MODEL_WHICH: Final[dict[str, str]] = {"none": "没有模型", "demo": "演示模型", "field": "现场模型"}
NO_FONTS = "屏幕上的汉字或图标缺字体，没有启动。请装 fonts-noto-cjk（apt-get install fonts-noto-cjk）。"
NOT_INSTALLED = "这一部分还没有装。"
STORE_BROKEN: Final[dict[str, str]] = {
    "disk-full": "磁盘满了。",
    "read-only": "磁盘写不进去。",
    "damaged": "存储的文件坏了，请运行 kiosk doctor --repair。",
    "newer": "存储是更新的程序写的，这个程序不动它。报的事照样存着，请装回更新的程序。",
}
DOCTOR_OK = "好"
DOCTOR_BAD = "坏"
DOCTOR_MENDED = "修好了"
WIDTH_IS_SET = "kiosk.toml 里写了 screen_width_mm，量了也不算。请先把那一行去掉。"
NOT_MEASURED = "没有量，什么都没有改。"
MEASURED = "记住了：屏幕宽 {width} 毫米。"
SCREEN_MEASURED = "屏幕量过了，宽 {width} 毫米。"
SCREEN_NOT_MEASURED = "屏幕没有量过，先当21.5寸用。请运行 kiosk calibrate 量一量。"
UNIT_WRITTEN = "写好了：{path}"
UNIT_USER = (
    "还没有 {user} 这个用户，先建：\n  adduser --system --group --home /var/lib/linsheng --no-create-home {user}"
)
UNIT_NEXT = (
    "接下来（docs/operations.md 有每一步）：\n"
    "  apt-get install cage xwayland procps\n"
    "  systemctl daemon-reload\n"
    "  systemctl set-default graphical.target\n"
    "  systemctl enable --now linsheng-kiosk"
)
UNIT_CHANGED = (
    "{path} 和这个版本要写的不一样，没有动它。您自己的改动请写在 systemctl edit linsheng-kiosk 里；要重写，加 --force。"
)
UNIT_OK = "开机自动启动，看门狗守着。"
UNIT_MISSING = "没有装成开机自动启动；大厅里的机器请用 kiosk install-service 装。"
UNIT_DIFFERS = "开机启动的文件和这个版本要写的不一样，请运行 kiosk install-service --force。"
STARTS_OK = "没有反复出毛病。"
SAFE_MODE = "十分钟里断了三次，现在是安全模式：没有声音，用手按一样能办。过半个小时没事会自己恢复，也可以用 --repair。"
SAFE_MODE_OVER = "安全模式取消了，几秒钟后声音就回来。"
STATUS_RUNNING = "在运行"
STATUS_SAFE = "安全模式：没有声音，用手按"
