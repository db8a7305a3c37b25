"""Words no content file holds: what the pages show, digits, wishes to ask for a service, and everyday English."""

from __future__ import annotations

DIGITS_ZH = "零一二三四五六七八九十百千万两幺"
DIGITS_EN = "zero one two three four five six seven eight nine ten".split()

PAGE_WORDS = {
    "zh": """
找服务 报事 查进度 看通知 练习 还有 都不是 要带什么 怎么办 在哪里 几点 要钱吗 打一张纸 下一页 上一页 下一条 上一条 说完了 不说了 等一下 不知道 不想说
再说一遍 对 不对 改 送出去 再念一遍 撤回 不撤 知道了 擦掉 查 念给我听 我有话说 满意 一般 没修好 我还在 我同意 再改改 没事按错了 叫人 返回 首页 帮助
大一点 小一点 大声 小声 慢 中 快 普通 银发 看病医保 养老社保 户口住房 困难帮助 报修环境 活动学习 问一件事 报一件事 查一查进度 把字变大 看图慢慢找
""".split(),
    "en": """
services|report|progress|news|practise|more|none of these|what to bring|how it works|where|what time|is it free|print|next|previous|done|stop|i do not know|rather not say
say again|right|not right|change|send|take back|ok|erase|find|read to me|something to say|satisfied|so so|not fixed|still here|i agree|pressed by mistake|call someone|back|home|help
bigger|smaller|louder|quieter|slow|medium|fast|lamp|leak|lift|rubbish|noise|other|health|seniors|housing|hardship|repairs|activities
""".strip()
    .replace("\n", "|")
    .split("|"),
}

WISHES_ZH = """
{} 我要办{} 我想办{} 我要{} {}怎么办 {}怎么弄 我想问一下{} 问一下{} {}要带什么 {}在哪里办 {}在哪里 {}要多少钱 {}几点开门 请问{}怎么办 我要问{} 帮我查一下{} {}需要什么材料 我想{} {}咋个办 {}去哪里
""".split()
WISHES_EN = [
    *("{}", "i want {}", "i need {}", "i want to apply for {}", "how do i get {}", "where is {}", "tell me about {}"),
    *("i want to ask about {}", "what do i bring for {}", "how much is {}", "can i get {}", "{} please"),
]

FAULTS_ZH = (
    "坏了 不亮了 漏水 堵了 没人管 太吵了 断了 松了 不见了 很脏 积水 停电了 停水了 掉了 很臭 打不开 关不上 冒烟".split()
)
FAULTS_EN = "is broken|is leaking|is blocked|is too loud|is loose|is missing|is dirty|has no power|smells bad|will not open".split(
    "|"
)

EVERYDAY_EN = """
a able about above accident across address adult after afternoon again against age ago air all almost alone already also always am an
and angry animal another answer any anyone anything apartment appointment april are area arm around arrive as ask at august aunt away
baby bad bag balcony ball bank bath bathroom be beautiful because become bed before begin behind believe below bench best better between
bicycle big bike bill bird black blanket blood blue board boat body book both bottle bottom box boy bread break breakfast bring broke broken
brother brown building bus busy but buy by bye cable call came camera can car card care careful carry cash cat centre chair change cheap check
child children choose church city class clean clear climb clinic clock close closed clothes club cold collect colour come common community
complain computer cook cool corner cost cough could country course cousin cover cross cry cup cut dad dance danger dark date daughter day dead
dear december decide deep dentist desk did die different difficult dinner dirty discount do doctor document does dog door down drain draw dress
drink drive dry during each ear early earth easy eat eight either elder electric electricity eleven else empty end enough enter evening ever
every everyone everything example excuse expensive eye face fall family far farm fast fat father february feel feet fell fever few field fight
fill film finger finish fire first fish five fix flat floor flower fly follow food foot for forget form forty found four free fresh friday
friend from front fruit full funny game garden gas gate gave get girl give glad glass go goes going gold gone good got government grandfather
grandmother grandson grass great green ground group grow guess had hair half hall hand happen happy hard has have he head hear heard heart heat
heavy hello her here high hill him his hold hole holiday home hope horse hospital hot hour house household how hundred hungry hurry hurt husband
ice idea if ill important in inside interest into is island it its january job join july jump june just keep key kind kitchen knee know lady
lamp land language large last late laugh law leaf learn leave left leg less let letter level library lie life lift light like line lip list
listen little live long look lose lost lot loud love low lunch machine made make man many map march market married may maybe me meal mean meat
medicine meet men middle might milk million mind minute miss moment monday money month more morning most mother mountain mouth move much music
must my name near neck need neighbour never new news next nice night nine no nobody noise none noon north nose not note nothing notice november
now number nurse october of off office often oil old on once one only open or orange order other our out outside over own page pain paint paper
parcel parents park part party pass passport past pay pen pension people perhaps person phone photo piece pipe place plan plant play please
pocket point police poor possible post pot power present press price print problem pull push put quarter queue quick quiet quite rain ran read
ready real really receipt red refund register remember rent repair report rest rice rich ride right ring river road roof room round rubbish rule
run sad safe said same sat saturday save saw say school sea seat second see sell send senior september service set seven shall shape she shoe shop
short should shoulder show shower shut sick side sign since sing sister sit six size skin sky sleep slip slow small smell smoke snow so soap some
someone something sometimes son soon sorry soup south speak spell spend spring stairs stand start station stay steal step sticky still stomach stop
storm story strange street strong study such sugar summer sun sunday supper sure sweet swim table take talk tall tap taxi tea teach teacher teeth
telephone television tell temperature ten than that the their them then there these they thick thin thing think third thirsty thirty this those
though thought thousand three through throw thursday ticket tie time tired to today together toilet told tomorrow tonight too took tooth top touch
towel town train travel tree trouble true try tuesday turn twelve twenty two uncle under understand until up upstairs us use usual very village
visit voice volunteer vote wait walk wall want warm was wash watch water way we wear weather wednesday week weight well went were west wet what
wheel wheelchair when where which while white who whole why wide wife will wind window winter wish with without woman wood word work world worry
worse would write wrong year yellow yes yesterday yet you young your
""".split()
