from dataclasses import dataclass
@dataclass(frozen=True)
class Talk:
    page: str
    choices: tuple = ()
    telling: bool = False
@dataclass(frozen=True)
class Intent:
    kind: str
    name: str = ""
    words: str = ""
def phrases(talk, lang): return ("返回", *talk.choices)
NAMES={"对":"yes","不对":"no","送出去":"send","第二个":"second","要带什么":"papers","我要报事":"report","查进度":"status","字大一点":"bigger","返回":"back","不知道":"unknown"}
def best_choice(text, choices):
    for n,c in enumerate(choices):
        if c and (c.strip("。") in text or text in c): return n
    return None
D=dict(zip("零一二三四五六七八九","0123456789"))
def meaning(u, talk, lang):
    t=u.text
    for w,n in (("晕倒","sick"),("着火","fire")):
        if w in t: return Intent("emergency", n)
    if u.command in NAMES: return Intent("command", NAMES[u.command])
    if u.command in talk.choices: return Intent("choice", "", u.command)
    if t in ("嗯","呃",""): return Intent("nothing")
    if talk.page=="digits" : return Intent("digits","", "".join(D[c] for c in t if c in D))
    if talk.telling: return Intent("words","",t)
    return Intent("question","",t)
