<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AloudPage</name>
    <message>
        <source>要念出来吗？</source>
        <translation>Read it aloud?</translation>
    </message>
    <message>
        <source>要大声念出来吗？</source>
        <translation>Shall I read it aloud?</translation>
    </message>
    <message>
        <source>这是您自己的事，别人也听得到。</source>
        <translation>This is private, and others can hear it.</translation>
    </message>
    <message>
        <source>不念我的事</source>
        <translation>Not my words</translation>
    </message>
    <message>
        <source>大声念</source>
        <translation>Read aloud</translation>
    </message>
</context>
<context>
    <name>AssistPage</name>
    <message>
        <source>谁在帮您？</source>
        <translation>Who is helping?</translation>
    </message>
    <message>
        <source>志愿者</source>
        <translation>A volunteer</translation>
    </message>
    <message>
        <source>家里人</source>
        <translation>My family</translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation>Hall staff</translation>
    </message>
    <message>
        <source>不用帮</source>
        <translation>Nobody</translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>这块屏太小，字和键放不下。最小要21.5寸。</source>
        <translation>This panel is too small: text and keys do not fit. It must be 21.5 inches or more.</translation>
    </message>
    <message>
        <source>记住了。请关掉，再开一次。</source>
        <translation>Kept. Start the kiosk again.</translation>
    </message>
    <message>
        <source>拿一张银行卡，贴在框上。</source>
        <translation>Hold a bank card against the frame.</translation>
    </message>
    <message>
        <source>量一量屏幕</source>
        <translation>Measure the screen</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Bank card</translation>
    </message>
    <message>
        <source>这条线长10厘米</source>
        <translation>This line is 10 cm long</translation>
    </message>
    <message>
        <source>框小了</source>
        <translation>Frame too small</translation>
    </message>
    <message>
        <source>框大了</source>
        <translation>Frame too big</translation>
    </message>
    <message>
        <source>回到原样</source>
        <translation>As before</translation>
    </message>
    <message>
        <source>一样大</source>
        <translation>Same size</translation>
    </message>
</context>
<context>
    <name>CaptionRow</name>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation>Read to me</translation>
    </message>
    <message>
        <source>说完了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>还不到九个数字，请接着按。</source>
        <translation>Not nine numbers yet. Please go on.</translation>
    </message>
    <message>
        <source>请歇一分钟再试，或者叫人。</source>
        <translation>Please wait a minute, or call someone.</translation>
    </message>
    <message>
        <source>请稍等，我去问一问。</source>
        <translation>One moment, I will ask.</translation>
    </message>
    <message>
        <source>您的回执号？</source>
        <translation>Your number?</translation>
    </message>
    <message>
        <source>您的回执号是多少？</source>
        <translation>What is your number?</translation>
    </message>
    <message>
        <source>还没有号码</source>
        <translation>No number yet</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>再试一个号</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>DangerPage</name>
    <message>
        <source>先出去，再打这个电话</source>
        <translation>Go out, then call this number</translation>
    </message>
    <message>
        <source>按铃，再打这个电话</source>
        <translation>Press the bell, then call this number</translation>
    </message>
    <message>
        <source>请马上打这个电话</source>
        <translation>Call this number now</translation>
    </message>
    <message>
        <source>练习，没有真的叫</source>
        <translation>Practice: nobody was called</translation>
    </message>
    <message>
        <source>已经在叫人了</source>
        <translation>I am calling someone here</translation>
    </message>
    <message>
        <source>没事</source>
        <translation>I am fine</translation>
    </message>
    <message>
        <source>没事，按错了</source>
        <translation>I am fine, wrong press</translation>
    </message>
</context>
<context>
    <name>DarkCover</name>
    <message>
        <source>亮屏</source>
        <translation>Light up</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>大字</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>声音</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>练习 · 不会真的送出去</source>
        <translation>Practice · nothing is sent</translation>
    </message>
    <message>
        <source>练习，不会送出去。</source>
        <translation>Practice. Nothing is sent.</translation>
    </message>
    <message>
        <source>这是练习</source>
        <translation>This is practice</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>说话</source>
        <translation>Talk</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>按您要办的那一类。</source>
        <translation>Press the kind you need.</translation>
    </message>
    <message>
        <source>按您要办的那一件。</source>
        <translation>Press the one you need.</translation>
    </message>
    <message>
        <source>没有看到，就按“下一页”。</source>
        <translation>Not here? Press Next.</translation>
    </message>
    <message>
        <source>按每个字的头一个字母。</source>
        <translation>Press the first letter of each word.</translation>
    </message>
    <message>
        <source>按错了，就按“擦掉”。</source>
        <translation>Wrong key? Press Erase.</translation>
    </message>
    <message>
        <source>往下看，就按右边的键。</source>
        <translation>To read on, press the next key.</translation>
    </message>
    <message>
        <source>想听，就按“读给我听”。</source>
        <translation>To hear it, press Read to me.</translation>
    </message>
    <message>
        <source>不知道是哪一类，请叫人来帮忙。</source>
        <translation>Not sure which? Call someone to help.</translation>
    </message>
    <message>
        <source>一个都不对，就按“都不是”。</source>
        <translation>If none is right, press &quot;None of these&quot;.</translation>
    </message>
    <message>
        <source>照着上面的话走就到。</source>
        <translation>The words above lead you there.</translation>
    </message>
    <message>
        <source>看图找，一步一步就找到了。</source>
        <translation>Use the pictures, step by step.</translation>
    </message>
    <message>
        <source>也可以叫人来帮您。</source>
        <translation>Or call someone to help you.</translation>
    </message>
    <message>
        <source>想告诉社区，就按“送出去”。</source>
        <translation>To tell the community, press &quot;Send&quot;.</translation>
    </message>
    <message>
        <source>不想说，就按“不送”。</source>
        <translation>If you would rather not, press &quot;Don&apos;t send&quot;.</translation>
    </message>
    <message>
        <source>一步只问一件事，按一个就行。</source>
        <translation>One question a step. Just press one.</translation>
    </message>
    <message>
        <source>最后您看过，再送出去。</source>
        <translation>You look at it before it is sent.</translation>
    </message>
    <message>
        <source>电话可以不留。</source>
        <translation>You need not leave a number.</translation>
    </message>
    <message>
        <source>留了，办事的人好找您。</source>
        <translation>With it we can reach you.</translation>
    </message>
    <message>
        <source>哪里不对，就按“改”。</source>
        <translation>To correct a line, press Change.</translation>
    </message>
    <message>
        <source>都对，就按“对，送出去”。</source>
        <translation>If all is right, press Send.</translation>
    </message>
    <message>
        <source>这个号请您记下来。</source>
        <translation>Please write this number down.</translation>
    </message>
    <message>
        <source>拿这个号，哪台机器都能查。</source>
        <translation>Any kiosk can look it up.</translation>
    </message>
    <message>
        <source>按回执上的九个数字。</source>
        <translation>Press the nine numbers on your slip.</translation>
    </message>
    <message>
        <source>亮着的那一步，就是现在。</source>
        <translation>The lit step is where it is now.</translation>
    </message>
    <message>
        <source>按一个词，看它是什么意思。</source>
        <translation>Press a word to see what it means.</translation>
    </message>
    <message>
        <source>看下一条，就按“下一条”。</source>
        <translation>For more, press Next.</translation>
    </message>
    <message>
        <source>按您想办的事。</source>
        <translation>Press what you want to do.</translation>
    </message>
    <message>
        <source>字太小，就按“大字”。</source>
        <translation>Words too small? Press Size.</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>叫人来帮忙</source>
        <translation>Call someone</translation>
    </message>
    <message>
        <source>换个样子</source>
        <translation>Change style</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>找服务</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>报事</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>查进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>看通知</source>
        <translation>News</translation>
    </message>
    <message>
        <source>学着用</source>
        <translation>Practise</translation>
    </message>
    <message>
        <source>还有</source>
        <translation>More</translation>
    </message>
    <message>
        <source>您想办什么事？</source>
        <translation>How can I help?</translation>
    </message>
    <message>
        <source>%1，您想办什么事？</source>
        <translation>%1. How can I help?</translation>
    </message>
    <message>
        <source>按一下，说话</source>
        <translation>Press to talk</translation>
    </message>
    <message>
        <source>按一下，找服务</source>
        <translation>Find a service</translation>
    </message>
    <message>
        <source>现在不能说话</source>
        <translation>Talking is off</translation>
    </message>
    <message>
        <source>您可以这样说</source>
        <translation>You can say</translation>
    </message>
    <message>
        <source>您可以这样说（演示语音）</source>
        <translation>You can say (demo voice)</translation>
    </message>
    <message>
        <source>“我要交医保”</source>
        <translation>&quot;I want to pay medical insurance&quot;</translation>
    </message>
    <message>
        <source>“楼下的路灯坏了”</source>
        <translation>&quot;The street lamp is broken&quot;</translation>
    </message>
    <message>
        <source>“食堂几点开饭”</source>
        <translation>&quot;When does the canteen open?&quot;</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>查</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>擦掉</source>
        <translation>Erase</translation>
    </message>
    <message>
        <source>数字键</source>
        <translation>A number key</translation>
    </message>
</context>
<context>
    <name>KindsPage</name>
    <message>
        <source>您要找哪一类？</source>
        <translation>What kind?</translation>
    </message>
</context>
<context>
    <name>LetterKeys</name>
    <message>
        <source>擦</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>擦掉</source>
        <translation>Erase</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>打字找</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>有%1项</source>
        <translation>%1 found</translation>
    </message>
    <message>
        <source>都看看</source>
        <translation>See all</translation>
    </message>
    <message>
        <source>医保就按Y和B。</source>
        <translation>For 医保 press Y and B.</translation>
    </message>
    <message>
        <source>没有，请换一个字母。</source>
        <translation>Nothing. Try another letter.</translation>
    </message>
</context>
<context>
    <name>ListenPage</name>
    <message>
        <source>我听到的是（演示语音）</source>
        <translation>I hear (demo voice)</translation>
    </message>
    <message>
        <source>我听到的是</source>
        <translation>I heard:</translation>
    </message>
    <message>
        <source>说完了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>不说了</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>看通知</source>
        <translation>News</translation>
    </message>
    <message>
        <source>学着用</source>
        <translation>Practise</translation>
    </message>
    <message>
        <source>打字找</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>还有这些</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>NewcomerPage</name>
    <message>
        <source>这里是%1。</source>
        <translation>This is %1.</translation>
    </message>
    <message>
        <source>我是新来的</source>
        <translation>I am new here</translation>
    </message>
    <message>
        <source>办居住证</source>
        <translation>Residence permit</translation>
    </message>
    <message>
        <source>学着用</source>
        <translation>Practise</translation>
    </message>
    <message>
        <source>您住在哪里？</source>
        <translation>Where do you live?</translation>
    </message>
</context>
<context>
    <name>NonePage</name>
    <message>
        <source>这件事不在这里办。</source>
        <translation>This is not done here.</translation>
    </message>
    <message>
        <source>是我没找到，不是您弄错了。</source>
        <translation>It is my fault, not yours.</translation>
    </message>
    <message>
        <source>看图找</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>看图慢慢找</source>
        <translation>Use pictures</translation>
    </message>
    <message>
        <source>告诉社区</source>
        <translation>Tell them</translation>
    </message>
    <message>
        <source>打字找</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>叫人来</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>叫人来帮忙</source>
        <translation>Call someone</translation>
    </message>
    <message>
        <source>没有找到您要的</source>
        <translation>I did not find it</translation>
    </message>
    <message>
        <source>您按的是</source>
        <translation>You pressed:</translation>
    </message>
    <message>
        <source>我听到的是</source>
        <translation>I heard:</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>&quot;%1&quot;</translation>
    </message>
</context>
<context>
    <name>NormalHomePage</name>
    <message>
        <source>找服务</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>都在这里</source>
        <translation>All are here</translation>
    </message>
    <message>
        <source>报事</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>坏了、脏了、吵了</source>
        <translation>Broken, dirty, noisy</translation>
    </message>
    <message>
        <source>查进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>我报的事怎样了</source>
        <translation>What became of it</translation>
    </message>
    <message>
        <source>看通知</source>
        <translation>News</translation>
    </message>
    <message>
        <source>社区新消息</source>
        <translation>What is new</translation>
    </message>
    <message>
        <source>打字找</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>用头一个字母</source>
        <translation>By first letters</translation>
    </message>
    <message>
        <source>学着用</source>
        <translation>Practise</translation>
    </message>
    <message>
        <source>练一练，不算数</source>
        <translation>Nothing is sent</translation>
    </message>
    <message>
        <source>还有</source>
        <translation>More</translation>
    </message>
    <message>
        <source>您想办什么事？</source>
        <translation>How can I help?</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>上一页</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>第%1条，共%2条</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>%1/%2条</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>%1/%2页</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>第%1页，共%2页</source>
        <translation>Page %1 of %2</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>现在没人</source>
        <translation>Nobody is free</translation>
    </message>
    <message>
        <source>请稍等，有人来</source>
        <translation>Help is coming</translation>
    </message>
    <message>
        <source>练习，没有真的叫</source>
        <translation>Practice: nobody was called</translation>
    </message>
    <message>
        <source>请打电话</source>
        <translation>Please phone</translation>
    </message>
    <message>
        <source>在叫了，按一下就不响了</source>
        <translation>Calling. Touch to stop the bell.</translation>
    </message>
    <message>
        <source>叫了%1次</source>
        <translation>Called: %1</translation>
    </message>
    <message>
        <source>打这个电话也行</source>
        <translation>You can also phone</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>再叫一次</source>
        <translation>Call again</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>怎么走我还不知道，请叫人问一问。</source>
        <translation>I do not know the way yet. Please ask someone.</translation>
    </message>
    <message>
        <source>在%1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>您也可能要办：</source>
        <translation>You may also want:</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>您想练哪一样？</source>
        <translation>What do you want to try?</translation>
    </message>
    <message>
        <source>学着用</source>
        <translation>Practise</translation>
    </message>
    <message>
        <source>练习，不会送出去。</source>
        <translation>Practice. Nothing is sent.</translation>
    </message>
    <message>
        <source>找一件事</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>报一件事</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>叫一次人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>不练了</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>开始练</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>不练</source>
        <translation>Not now</translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>您想办什么事？请按大话筒，慢慢说。</source>
        <translation>How can I help? Press the button, then talk.</translation>
    </message>
    <message>
        <source>您想办什么事？请按一个。</source>
        <translation>How can I help? Please press one.</translation>
    </message>
    <message>
        <source>请按一个。想说话，就按话筒。</source>
        <translation>Pick one. To talk, press the microphone.</translation>
    </message>
    <message>
        <source>刚才断了一下，请再说一遍。</source>
        <translation>We were cut off. Please say it again.</translation>
    </message>
    <message>
        <source>机器不太好，请用手按</source>
        <translation>Touch only today</translation>
    </message>
    <message>
        <source>我在听，您说…</source>
        <translation>I am listening…</translation>
    </message>
    <message>
        <source>我在听，您说。</source>
        <translation>I am listening.</translation>
    </message>
    <message>
        <source>不着急，慢慢说。</source>
        <translation>No hurry.</translation>
    </message>
    <message>
        <source>我没听到声音。请靠近一点，再说一次。</source>
        <translation>I did not hear you. Please come closer and try again.</translation>
    </message>
    <message>
        <source>还是没听到。按图找也可以。</source>
        <translation>Still nothing. You can use the pictures.</translation>
    </message>
    <message>
        <source>声音有点小，请大声一点。</source>
        <translation>A little louder, please.</translation>
    </message>
    <message>
        <source>大厅有点吵，请靠近话筒。</source>
        <translation>It is noisy here. Please come closer.</translation>
    </message>
    <message>
        <source>请稍等，我想一想。</source>
        <translation>One moment, I am thinking.</translation>
    </message>
    <message>
        <source>您想问哪一个？也可以说第一个。</source>
        <translation>Which one? You can say the first one.</translation>
    </message>
    <message>
        <source>您想问哪一个？</source>
        <translation>Which one?</translation>
    </message>
    <message>
        <source>这件事我还不会。我请人来帮您。</source>
        <translation>I cannot do that yet. I will call someone.</translation>
    </message>
    <message>
        <source>对不起，我没听清。请再说一次。</source>
        <translation>Sorry, I did not catch that. Please say it again.</translation>
    </message>
    <message>
        <source>对不起，我没听懂。看图找，或者叫人来。</source>
        <translation>Sorry, I did not understand. Use pictures, or call someone.</translation>
    </message>
    <message>
        <source>对不起，我没有找到您要的。</source>
        <translation>Sorry, I did not find it.</translation>
    </message>
    <message>
        <source>看图慢慢找，或者叫人来帮忙。</source>
        <translation>Use the pictures, or call someone.</translation>
    </message>
    <message>
        <source>要把这句话告诉社区吗？</source>
        <translation>Shall I tell the community this?</translation>
    </message>
    <message>
        <source>社区工作人员会看到这句话，不会看到您是谁。</source>
        <translation>Community staff will see these words. They will not see who you are.</translation>
    </message>
    <message>
        <source>您的话还在这里，没有送走。请叫人帮您记下来。</source>
        <translation>Your words are still here, not sent. Please ask someone to write them down.</translation>
    </message>
    <message>
        <source>社区工作人员会看到这句话。您的事，看图找，或者叫人。</source>
        <translation>Community staff will see it. For your matter, use pictures or call someone.</translation>
    </message>
    <message>
        <source>网断了。这句话先存好，网好了自动送出去。</source>
        <translation>No network. Your words are kept and will go out by themselves.</translation>
    </message>
    <message>
        <source>哪里不对？按一个，我就告诉社区。</source>
        <translation>What is wrong? Press one, and I tell the community.</translation>
    </message>
    <message>
        <source>告诉社区了，谢谢您！</source>
        <translation>Passed on, thank you!</translation>
    </message>
    <message>
        <source>社区工作人员会去核对，不会看到您是谁。</source>
        <translation>Community staff will check it. They do not see who you are.</translation>
    </message>
    <message>
        <source>网断了。先存好了，网好了自动送出去。</source>
        <translation>No network. It is kept and goes out by itself later.</translation>
    </message>
    <message>
        <source>请家里人扫一扫，就能带走。</source>
        <translation>Let your family scan it to take it home.</translation>
    </message>
    <message>
        <source>请按一个，也可以直接说您要办的事。</source>
        <translation>Press one, or just say what you need.</translation>
    </message>
    <message>
        <source>请按一个。</source>
        <translation>Please press one.</translation>
    </message>
    <message>
        <source>请按头一个字母，医保就按Y和B。</source>
        <translation>Press first letters: Y and B for 医保.</translation>
    </message>
    <message>
        <source>请按一个词，看它是什么意思。</source>
        <translation>Press a word, see what it means.</translation>
    </message>
    <message>
        <source>第一步，共四步。您要报什么事？</source>
        <translation>Step one of four. What is wrong?</translation>
    </message>
    <message>
        <source>第二步。在哪里？可以说，也可以按。</source>
        <translation>Step two. Where is it? Say it or press.</translation>
    </message>
    <message>
        <source>第二步。在哪里？请按一个。</source>
        <translation>Step two. Where is it? Press one.</translation>
    </message>
    <message>
        <source>第三步。请说一说怎么了，也可以不说。</source>
        <translation>Step three. Tell me about it, or skip it.</translation>
    </message>
    <message>
        <source>第三步。怎么了？请按一句，也可以不说。</source>
        <translation>Step three. Pick a sentence, or skip it.</translation>
    </message>
    <message>
        <source>还有吗？没有就按“说完了”。</source>
        <translation>Anything else? If not, press Done.</translation>
    </message>
    <message>
        <source>最后一步。我念一遍，您听听对不对。</source>
        <translation>Last step. I will read it back. Is it right?</translation>
    </message>
    <message>
        <source>最后一步。请看一看，对不对。</source>
        <translation>Last step. Please look: is it right?</translation>
    </message>
    <message>
        <source>对就按“送出去”。</source>
        <translation>If it is right, press Send.</translation>
    </message>
    <message>
        <source>收到了，谢谢您！</source>
        <translation>We have it, thank you!</translation>
    </message>
    <message>
        <source>网断了。您报的事先存好，网好了自动送出去。</source>
        <translation>No network. Your report is kept and will go out by itself.</translation>
    </message>
    <message>
        <source>要撤回吗？撤回了就不送了。</source>
        <translation>Take it back? Then it will not be sent.</translation>
    </message>
    <message>
        <source>撤回了，没有送出去。</source>
        <translation>Taken back. Nothing was sent.</translation>
    </message>
    <message>
        <source>请按九个数字，也可以念给我听。</source>
        <translation>Press the nine numbers, or say them.</translation>
    </message>
    <message>
        <source>请按九个数字。</source>
        <translation>Press the nine numbers.</translation>
    </message>
    <message>
        <source>这个号好像差一个数字，请再看看。</source>
        <translation>One number seems wrong. Please look again.</translation>
    </message>
    <message>
        <source>网还没通，这个号现在查不到。</source>
        <translation>No network yet. I cannot look this number up now.</translation>
    </message>
    <message>
        <source>没有找到这个号。请再看看，或者叫人。</source>
        <translation>I cannot find this number. Please look again, or call someone.</translation>
    </message>
    <message>
        <source>您还在吗？在的话，按一下，或者说：我还在。</source>
        <translation>Are you still here? Touch, or say: still here.</translation>
    </message>
    <message>
        <source>您还在吗？在的话，按一下。</source>
        <translation>Are you still here? Then touch the screen.</translation>
    </message>
    <message>
        <source>好的，您慢慢看。</source>
        <translation>Fine, take your time.</translation>
    </message>
    <message>
        <source>用完了。您的东西都收好了，再见！</source>
        <translation>All done. Nothing of yours stays here. Goodbye!</translation>
    </message>
    <message>
        <source>请稍等，有人来。</source>
        <translation>Please wait, someone is coming.</translation>
    </message>
    <message>
        <source>现在没人。请打电话，号码在屏幕上。</source>
        <translation>Nobody is free now. Please phone; the number is shown.</translation>
    </message>
    <message>
        <source>按错了没关系，按“返回”就回去。</source>
        <translation>A wrong press is fine. Press Back to return.</translation>
    </message>
    <message>
        <source>现在不能说话，请用手按。</source>
        <translation>I cannot hear now. Please use touch.</translation>
    </message>
    <message>
        <source>现在没有声音，字都在屏幕上。</source>
        <translation>There is no sound now. All words are on the screen.</translation>
    </message>
    <message>
        <source>这是您自己的事。要大声念出来吗？</source>
        <translation>This is private. Shall I read it aloud?</translation>
    </message>
    <message>
        <source>留不留都行。只有办这件事的人看得到。</source>
        <translation>Only if you like. Only those who handle it see it.</translation>
    </message>
    <message>
        <source>请马上打一二零。我也在叫人过来。</source>
        <translation>Call 1 2 0 now. I am calling someone here too.</translation>
    </message>
    <message>
        <source>请马上离开，打一一九。我在叫人。</source>
        <translation>Leave now and call 1 1 9. I am calling someone.</translation>
    </message>
    <message>
        <source>不要开灯，先出去，再打电话。</source>
        <translation>Do not touch lights. Go out first, then phone.</translation>
    </message>
    <message>
        <source>请打一一零。我在叫人过来。</source>
        <translation>Call 1 1 0. I am calling someone.</translation>
    </message>
    <message>
        <source>别扒门，按电梯里的铃。我在叫人。</source>
        <translation>Do not force the door. Press the lift bell. Help is coming.</translation>
    </message>
    <message>
        <source>好的，没事就好。</source>
        <translation>Good, all is well.</translation>
    </message>
    <message>
        <source>我是邻声，是一台帮忙的机器。</source>
        <translation>I am Linsheng, a machine that helps.</translation>
    </message>
    <message>
        <source>不客气，您慢走。</source>
        <translation>You are welcome. Take care.</translation>
    </message>
    <message>
        <source>对不对？</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>请慢慢说，不着急。说好了就按“说完了”。</source>
        <translation>Take your time. Then press &quot;Done&quot;.</translation>
    </message>
    <message>
        <source>好的。说“送出去”，我就送。</source>
        <translation>Good. Say &quot;send it&quot; and I will send it.</translation>
    </message>
    <message>
        <source>要改哪一样？说什么事、在哪里，或者怎么了。</source>
        <translation>What shall I change? Say what, where, or words.</translation>
    </message>
    <message>
        <source>我听到的是：%1。对不对？</source>
        <translation>I heard: %1. Is it right?</translation>
    </message>
    <message>
        <source>这是练习，什么都不会送出去，放心按。</source>
        <translation>This is practice. Nothing is sent. Press freely.</translation>
    </message>
    <message>
        <source>请按一个，随时能换回来。</source>
        <translation>Pick one. You can change back any time.</translation>
    </message>
    <message>
        <source>请您说一声，谁在帮您？</source>
        <translation>Please tell us who is helping you.</translation>
    </message>
    <message>
        <source>送出去的那一下，请您自己按。</source>
        <translation>Please press Send yourself.</translation>
    </message>
    <message>
        <source>欢迎您！您住在哪里？</source>
        <translation>Welcome! Where do you live?</translation>
    </message>
    <message>
        <source>不着急，慢慢来。</source>
        <translation>No hurry.</translation>
    </message>
    <message>
        <source>字放大了，我也说慢一点。</source>
        <translation>The text is bigger now, and I speak more slowly.</translation>
    </message>
    <message>
        <source>要帮忙，就按“叫人”。</source>
        <translation>If you need help, press Call.</translation>
    </message>
    <message>
        <source>学会了，真好！再来一次也行。</source>
        <translation>Well done! You can do it again.</translation>
    </message>
    <message>
        <source>%1。</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>第%1个，%2。</source>
        <translation>Number %1: %2.</translation>
    </message>
    <message>
        <source>字最大了。</source>
        <translation>Largest text.</translation>
    </message>
    <message>
        <source>字大了。</source>
        <translation>Larger text.</translation>
    </message>
    <message>
        <source>字一般大。</source>
        <translation>Normal text.</translation>
    </message>
    <message>
        <source>黑底黄字。</source>
        <translation>Yellow on black.</translation>
    </message>
    <message>
        <source>蓝底白字。</source>
        <translation>White on blue.</translation>
    </message>
    <message>
        <source>白底黑字。</source>
        <translation>Black on white.</translation>
    </message>
    <message>
        <source>您问的是%1，对不对？</source>
        <translation>You mean %1, right?</translation>
    </message>
    <message>
        <source>还差%1个数字，请接着念。</source>
        <translation>%1 more numbers, please go on.</translation>
    </message>
    <message>
        <source>归%1管</source>
        <translation>Looked after by %1</translation>
    </message>
    <message>
        <source>您的回执号是：%1。</source>
        <translation>Your number: %1.</translation>
    </message>
    <message>
        <source>这是%1，不收钱。</source>
        <translation>This is %1. It is free.</translation>
    </message>
    <message>
        <source>这是%1。</source>
        <translation>This is %1.</translation>
    </message>
    <message>
        <source>要带%1样：%2。</source>
        <translation>Things to bring: %1. %2.</translation>
    </message>
    <message>
        <source>一共%1步。</source>
        <translation>Steps: %1.</translation>
    </message>
</context>
<context>
    <name>QrBlock</name>
    <message>
        <source>二维码</source>
        <translation>QR code</translation>
    </message>
</context>
<context>
    <name>Raised</name>
    <message>
        <source>选好了</source>
        <translation>Chosen</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>一天内会有人去看。</source>
        <translation>Someone looks at it within a day. </translation>
    </message>
    <message>
        <source>%1天内会有人去看。</source>
        <translation>Someone looks at it within %1 days. </translation>
    </message>
    <message>
        <source>撤回了</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>要撤回吗？</source>
        <translation>Take it back?</translation>
    </message>
    <message>
        <source>收到了，谢谢您！</source>
        <translation>We have it, thank you!</translation>
    </message>
    <message>
        <source>没有撤成，请叫人帮您。</source>
        <translation>That did not work. Please call someone.</translation>
    </message>
    <message>
        <source>练习的回执号</source>
        <translation>Practice number</translation>
    </message>
    <message>
        <source>您的回执号</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>拿这个号，哪台机器都能查。</source>
        <translation>Any kiosk can look it up.</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>不撤</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>再念一遍</source>
        <translation>Say again</translation>
    </message>
    <message>
        <source>念给我听</source>
        <translation>Say it</translation>
    </message>
</context>
<context>
    <name>ReportCheckPage</name>
    <message>
        <source>这台机器现在收不了，请叫人帮您记下来。</source>
        <translation>This kiosk cannot take it now. Please call someone to note it.</translation>
    </message>
    <message>
        <source>这台机器有点毛病，存不下。请叫人帮您记下来。</source>
        <translation>This kiosk cannot keep it. Please call someone to note it.</translation>
    </message>
    <message>
        <source>请先选一句话。</source>
        <translation>Please choose a sentence first.</translation>
    </message>
    <message>
        <source>这件事现在送不出去，请叫人帮您。</source>
        <translation>This cannot be sent now. Please call someone.</translation>
    </message>
    <message>
        <source>什么事</source>
        <translation>What</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>不知道</source>
        <translation>Not sure</translation>
    </message>
    <message>
        <source>怎么了</source>
        <translation>More</translation>
    </message>
    <message>
        <source>没有说</source>
        <translation>Nothing said</translation>
    </message>
    <message>
        <source>（带录音）</source>
        <translation> (with recording)</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>不留</source>
        <translation>None</translation>
    </message>
    <message>
        <source>对不对？</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>看一看，对不对？</source>
        <translation>Is this right?</translation>
    </message>
    <message>
        <source>留</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>不用留名字。只有办事的人看得到。</source>
        <translation>No name needed. Only those who handle it see it.</translation>
    </message>
    <message>
        <source>不用留名字。大家只看到“%1”。</source>
        <translation>No name needed. Others only see: %1.</translation>
    </message>
    <message>
        <source>正在送…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>送出去</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>对，送出去</source>
        <translation>Right, send it</translation>
    </message>
    <message>
        <source>我同意，送出去</source>
        <translation>I agree, send</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>接着看</source>
        <translation>Read on</translation>
    </message>
</context>
<context>
    <name>ReportPhonePage</name>
    <message>
        <source>留个电话</source>
        <translation>Leave a number</translation>
    </message>
    <message>
        <source>还没有号码</source>
        <translation>No number yet</translation>
    </message>
    <message>
        <source>不留了</source>
        <translation>No number</translation>
    </message>
    <message>
        <source>不留</source>
        <translation>None</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ReportWhatPage</name>
    <message>
        <source>您要报什么事？</source>
        <translation>What is wrong?</translation>
    </message>
</context>
<context>
    <name>ReportWherePage</name>
    <message>
        <source>在哪里？</source>
        <translation>Where is it?</translation>
    </message>
    <message>
        <source>%1，在哪里？</source>
        <translation>%1: where?</translation>
    </message>
    <message>
        <source>不知道</source>
        <translation>Not sure</translation>
    </message>
</context>
<context>
    <name>ReportWordsPage</name>
    <message>
        <source>怎么了？</source>
        <translation>What happened?</translation>
    </message>
    <message>
        <source>请说一说，怎么了？</source>
        <translation>What happened?</translation>
    </message>
    <message>
        <source>您说的是哪一句？</source>
        <translation>Which did you say?</translation>
    </message>
    <message>
        <source>我听到的是</source>
        <translation>I heard:</translation>
    </message>
    <message>
        <source>录音带上了</source>
        <translation>Recording added</translation>
    </message>
    <message>
        <source>带上录音</source>
        <translation>Add recording</translation>
    </message>
    <message>
        <source>带上我的录音</source>
        <translation>Add my recording too</translation>
    </message>
    <message>
        <source>重说</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>再说一遍</source>
        <translation>Say again</translation>
    </message>
    <message>
        <source>不想说</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>对了</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>对了，下一步</source>
        <translation>Right, next</translation>
    </message>
</context>
<context>
    <name>RestPage</name>
    <message>
        <source>%1！</source>
        <translation>%1!</translation>
    </message>
    <message>
        <source>按一下屏幕，
开口就能问。</source>
        <translation>Touch the screen
and ask.</translation>
    </message>
    <message>
        <source>请按一下屏幕。</source>
        <translation>Touch the screen.</translation>
    </message>
    <message>
        <source>按一下屏幕，
就能问。</source>
        <translation>Touch the screen
and ask.</translation>
    </message>
    <message>
        <source>按一下，开始</source>
        <translation>Touch to start</translation>
    </message>
    <message>
        <source>普通版</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>有人帮我</source>
        <translation>Helped</translation>
    </message>
    <message>
        <source>我是新来的</source>
        <translation>I am new here</translation>
    </message>
</context>
<context>
    <name>ServicePage</name>
    <message>
        <source>要带什么</source>
        <translation>What to bring</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>带回家看</source>
        <translation>Take it home</translation>
    </message>
    <message>
        <source>不收钱</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>现在关门了</source>
        <translation>Closed now</translation>
    </message>
    <message>
        <source>现在开着</source>
        <translation>Open now</translation>
    </message>
    <message>
        <source>白天夜里都有人</source>
        <translation>Day and night</translation>
    </message>
    <message>
        <source>今天到%1</source>
        <translation>Until %1 today</translation>
    </message>
    <message>
        <source>%1%2开</source>
        <translation>Opens %1 %2</translation>
    </message>
    <message>
        <source>不收钱。</source>
        <translation>It is free.</translation>
    </message>
    <message>
        <source>没有电话，请到窗口问。</source>
        <translation>There is no phone. Please ask at the window.</translation>
    </message>
    <message>
        <source>这条不对</source>
        <translation>Not right</translation>
    </message>
    <message>
        <source>要带%1样东西</source>
        <translation>Bring: %1</translation>
    </message>
    <message>
        <source>家里人用手机扫这个码，就能看到。</source>
        <translation>Your family can scan this code with a phone.</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>SorryPage</name>
    <message>
        <source>对不起，我没听懂</source>
        <translation>Sorry, I did not understand</translation>
    </message>
    <message>
        <source>对不起，没有找到</source>
        <translation>Sorry, nothing found</translation>
    </message>
    <message>
        <source>对不起，没有找到。看图找，或者叫人来。</source>
        <translation>Sorry, nothing found. Use pictures, or call someone.</translation>
    </message>
    <message>
        <source>是我没找到，不是您弄错了。</source>
        <translation>It is my fault, not yours.</translation>
    </message>
    <message>
        <source>再说一次</source>
        <translation>Say again</translation>
    </message>
    <message>
        <source>看图找</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>看图慢慢找</source>
        <translation>Use pictures</translation>
    </message>
    <message>
        <source>打字找</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>叫人来</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>叫人来帮忙</source>
        <translation>Call someone</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>声音</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>这样听得清吗？</source>
        <translation>Can you hear me well?</translation>
    </message>
    <message>
        <source>小声点</source>
        <translation>Softer</translation>
    </message>
    <message>
        <source>大声点</source>
        <translation>Louder</translation>
    </message>
    <message>
        <source>说得快慢，%1格</source>
        <translation>Speed, step %1</translation>
    </message>
    <message>
        <source>慢一点</source>
        <translation>Slower</translation>
    </message>
    <message>
        <source>快一点</source>
        <translation>Faster</translation>
    </message>
    <message>
        <source>声音大小，%1格</source>
        <translation>Loudness %1 of 8</translation>
    </message>
</context>
<context>
    <name>StepHeader</name>
    <message>
        <source>第%1步，共%2步</source>
        <translation>Step %1 of %2</translation>
    </message>
</context>
<context>
    <name>StillPage</name>
    <message>
        <source>您还在吗？</source>
        <translation>Still here?</translation>
    </message>
    <message>
        <source>不急，您写的都在。</source>
        <translation>No hurry. It is all kept.</translation>
    </message>
    <message>
        <source>不急，您写的都还在。</source>
        <translation>No hurry. All you wrote is kept.</translation>
    </message>
    <message>
        <source>我还在</source>
        <translation>Still here</translation>
    </message>
    <message>
        <source>不按就收起来。</source>
        <translation>If not, it is put away.</translation>
    </message>
    <message>
        <source>不按就收起来，下一位看不到。</source>
        <translation>If not, it is put away. Nobody sees it.</translation>
    </message>
</context>
<context>
    <name>StoryPage</name>
    <message>
        <source>您报的事</source>
        <translation>Your report</translation>
    </message>
    <message>
        <source>说好%1前办好。</source>
        <translation>Promised by %1.</translation>
    </message>
    <message>
        <source>这个号，要请工作人员看一看。</source>
        <translation>Please let the staff look at this number.</translation>
    </message>
    <message>
        <source>对不起，比说好的晚了。我们再去催一催。</source>
        <translation>Sorry, this is late. We will press for it.</translation>
    </message>
    <message>
        <source>还没有人打开过您说的话。</source>
        <translation>Nobody has opened your words yet.</translation>
    </message>
    <message>
        <source>社区工作人员%1看过您说的话。</source>
        <translation>Staff saw your words on %1.</translation>
    </message>
    <message>
        <source>社区工作人员%1看过您说的话。一共%2次。</source>
        <translation>Staff saw your words on %1. %2 times in all.</translation>
    </message>
    <message>
        <source>工作人员%1看过。</source>
        <translation>Staff saw it on %1.</translation>
    </message>
    <message>
        <source>还没有人打开过。</source>
        <translation>Nobody has opened it yet.</translation>
    </message>
    <message>
        <source>知道了，谢谢您！</source>
        <translation>Noted, thank you!</translation>
    </message>
    <message>
        <source>您看满意吗？</source>
        <translation>Are you satisfied?</translation>
    </message>
    <message>
        <source>网还没通，这是上次知道的。</source>
        <translation>No network: this is the last we know.</translation>
    </message>
    <message>
        <source>回执号 %1</source>
        <translation>Number %1</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Fair</translation>
    </message>
    <message>
        <source>没修好</source>
        <translation>Not fixed</translation>
    </message>
    <message>
        <source>再查一个</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>谁看过</source>
        <translation>Who saw it</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
</context>
<context>
    <name>StuckPage</name>
    <message>
        <source>不着急，慢慢来</source>
        <translation>No hurry</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>接着看</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>字变回来</source>
        <translation>As before</translation>
    </message>
</context>
<context>
    <name>TellPage</name>
    <message>
        <source>现在送不出去</source>
        <translation>It cannot go out now</translation>
    </message>
    <message>
        <source>告诉社区吗？</source>
        <translation>Tell the community?</translation>
    </message>
    <message>
        <source>要送出去的是</source>
        <translation>What will be sent:</translation>
    </message>
    <message>
        <source>“</source>
        <translation>&quot;</translation>
    </message>
    <message>
        <source>”</source>
        <translation>&quot;</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>不送</source>
        <translation>Don&apos;t send</translation>
    </message>
    <message>
        <source>接着看</source>
        <translation>Read on</translation>
    </message>
    <message>
        <source>正在送…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>再送一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>送出去</source>
        <translation>Send</translation>
    </message>
</context>
<context>
    <name>TermsKey</name>
    <message>
        <source>难懂的词</source>
        <translation>Hard words</translation>
    </message>
</context>
<context>
    <name>TermsPage</name>
    <message>
        <source>难懂的词</source>
        <translation>Hard words</translation>
    </message>
</context>
<context>
    <name>TilePage</name>
    <message>
        <source>开着</source>
        <translation>On</translation>
    </message>
    <message>
        <source>关着</source>
        <translation>Off</translation>
    </message>
</context>
<context>
    <name>ToldPage</name>
    <message>
        <source>这是练习，没有真的送。</source>
        <translation>This is practice. Nothing was sent.</translation>
    </message>
    <message>
        <source>看图找</source>
        <translation>Pictures</translation>
    </message>
    <message>
        <source>看图慢慢找</source>
        <translation>Use pictures</translation>
    </message>
    <message>
        <source>叫人来</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>叫人来帮忙</source>
        <translation>Call someone</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>记下来了，谢谢您！</source>
        <translation>Noted, thank you!</translation>
    </message>
</context>
<context>
    <name>WaysPage</name>
    <message>
        <source>换个样子</source>
        <translation>Change style</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Senior</translation>
    </message>
    <message>
        <source>普通版</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>有人帮我</source>
        <translation>Helped</translation>
    </message>
    <message>
        <source>我是新来的</source>
        <translation>I am new here</translation>
    </message>
    <message>
        <source>只看字</source>
        <translation>Words only</translation>
    </message>
    <message>
        <source>放低一点</source>
        <translation>Lower</translation>
    </message>
</context>
<context>
    <name>WhichPage</name>
    <message>
        <source>您想问哪一个？</source>
        <translation>Which one?</translation>
    </message>
    <message>
        <source>您按的是：%1</source>
        <translation>You pressed: %1</translation>
    </message>
    <message>
        <source>我听到的是：“%1”</source>
        <translation>I heard: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>都不是</source>
        <translation>None of these</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>您好</source>
        <translation>Hello</translation>
    </message>
    <message>
        <source>早上好</source>
        <translation>Good morning</translation>
    </message>
    <message>
        <source>中午好</source>
        <translation>Good day</translation>
    </message>
    <message>
        <source>下午好</source>
        <translation>Good afternoon</translation>
    </message>
    <message>
        <source>晚上好</source>
        <translation>Good evening</translation>
    </message>
    <message>
        <source>夜里</source>
        <translation>night</translation>
    </message>
    <message>
        <source>早上</source>
        <translation>morning</translation>
    </message>
    <message>
        <source>上午</source>
        <translation>morning</translation>
    </message>
    <message>
        <source>中午</source>
        <translation>noon</translation>
    </message>
    <message>
        <source>下午</source>
        <translation>afternoon</translation>
    </message>
    <message>
        <source>晚上</source>
        <translation>evening</translation>
    </message>
    <message>
        <source>星期一</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>星期天</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>已下单</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>已接单</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>办好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>说明原因</source>
        <translation>Explained</translation>
    </message>
    <message>
        <source>再办理</source>
        <translation>Reopened</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>和别人的一起办</source>
        <translation>Joined</translation>
    </message>
    <message>
        <source>志愿者在帮您</source>
        <translation>A volunteer helps</translation>
    </message>
    <message>
        <source>家里人在帮您</source>
        <translation>Family is helping</translation>
    </message>
    <message>
        <source>工作人员在帮您</source>
        <translation>Staff is helping</translation>
    </message>
    <message>
        <source>有人在帮您</source>
        <translation>Somebody helps</translation>
    </message>
    <message>
        <source>二</source>
        <translation>2</translation>
    </message>
</context>
<context>
    <name>WrongPage</name>
    <message>
        <source>电话不对</source>
        <translation>Wrong phone</translation>
    </message>
    <message>
        <source>地址不对</source>
        <translation>Wrong place</translation>
    </message>
    <message>
        <source>时间不对</source>
        <translation>Wrong times</translation>
    </message>
    <message>
        <source>要带的不对</source>
        <translation>Wrong papers</translation>
    </message>
    <message>
        <source>别的不对</source>
        <translation>Other thing</translation>
    </message>
    <message>
        <source>哪里不对？</source>
        <translation>What is not right?</translation>
    </message>
    <message>
        <source>现在告诉不了社区</source>
        <translation>We cannot take it now</translation>
    </message>
    <message>
        <source>叫人</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>正在送…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>再送一次</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>WrongToldPage</name>
    <message>
        <source>这是练习，没有真的送。</source>
        <translation>This is practice. Nothing was sent.</translation>
    </message>
    <message>
        <source>接着看</source>
        <translation>Read on</translation>
    </message>
</context>
</TS>
