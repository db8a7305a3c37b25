"""How words sound: syllables without tones, the folds of common accents, and pinyin typed in Latin letters. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assets.accents import folded as folded

SYLLABLES = frozenset(
    """
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng
    cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun chuo ci cong cou cu cuan
    cui cun cuo da dai dan dang dao de deng di dian diao die ding diu dong dou du duan dui dun duo e ei en er fa fan
    fang fei fen feng fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai
    han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing
    jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan
    lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve ma mai man mang mao
    me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao
    nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po
    pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru
    ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi shou shu shua shuai
    shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting
    tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu
    xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha
    zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu
    zuan zui zun zuo
    """.split()
)
LONGEST = max(map(len, SYLLABLES))
_LETTERS = "abcdefghijklmnopqrstuwxyz"


def in_syllables(letters: str) -> tuple[str, ...]:
    """Joined pinyin in syllables, as few as possible ("gaoxueya" -> gao xue ya); empty when it cannot be read so."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            before, syllable = best[start], letters[start:end]
            if before is not None and syllable in SYLLABLES:
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, syllable)
    return best[-1] or ()


def one_slip(letters: str) -> Iterator[str]:
    """Everything that may have been meant by letters with one slip of the finger in them: one too many, two that
    changed places, one missing, one wrong."""
    cuts = [(letters[:at], letters[at:]) for at in range(len(letters) + 1)]
    yield from (before + after[1:] for before, after in cuts if after)
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + letter + after for before, after in cuts for letter in _LETTERS)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS)


def readings() -> Iterator[tuple[str, str, str]]:
    """Each character with its toneless readings, commonest first, and its simplified form: "行", "xing hang", "行".

    For building an index only: loads pypinyin and OpenCC, which asking a question must not.
    """
    from opencc import OpenCC
    from pypinyin.pinyin_dict import pinyin_dict

    letters = set("".join(pinyin_dict.values()))
    plain = str.maketrans({letter: _toneless(letter) for letter in letters})
    known = {chr(number): marked for number, marked in pinyin_dict.items() if 0x4E00 <= number <= 0x9FFF}
    simplified = OpenCC("t2s").convert("\n".join(known)).split("\n")  # a line each: no word is made of two of them
    for (char, marked), simple in zip(known.items(), simplified, strict=True):
        yield char, " ".join(dict.fromkeys(marked.translate(plain).split(","))), simple


@lru_cache(maxsize=65_536)  # an edit indexes one service anew: texts that many services share are read once
def read_aloud(run: str) -> tuple[str, ...]:
    """The toneless syllables of a run of Chinese characters in its context, one each; for building an index only."""
    from pypinyin import lazy_pinyin

    syllables: list[str] = lazy_pinyin(run, errors=list)  # type: ignore[arg-type]  # a list is allowed
    return tuple(syllable.replace("ü", "v") for syllable in syllables)


def toneless(syllables: Iterable[str]) -> tuple[str, ...]:
    """ "chang2 hu4" without its tones."""
    return tuple(syllable.rstrip("12345") for syllable in syllables)


def _toneless(letter: str) -> str:
    """A letter without its tone mark: "ǜ" -> "v", "à" -> "a"."""
    apart = unicodedata.normalize("NFD", letter).replace("u\u0308", "v")
    return "".join(char for char in apart if not unicodedata.combining(char))
