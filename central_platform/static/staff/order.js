// A ready reply goes into the field by one press, to be changed there; what was typed before is not thrown away.
// 念出来听听 shows a reply worded as the kiosk says it, and reads it with a Chinese voice of this computer if it has one.
// A chosen picture is named in Chinese, whatever language the browser speaks.
(() => {
  document.addEventListener('click', (event) => {
    const ready = event.target.closest('[data-words]');
    if (!ready) return;
    const field = document.getElementById(ready.dataset.into);
    const before = field.value.trim();
    field.value = before && before !== ready.dataset.words ? `${before}${ready.dataset.words}` : ready.dataset.words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  document.addEventListener('change', (event) => {
    const chosen = document.querySelector(`[data-chosen="${event.target.id}"]`);
    if (chosen) chosen.textContent = event.target.files[0]?.name ?? chosen.dataset.none;
  });

  const say = (words) => {
    const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith('zh'));
    if (!voice) return;
    speechSynthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(words);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.rate = 0.8;
    speechSynthesis.speak(spoken);
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-heard]');
    if (!button) return;
    const form = new FormData();
    form.append('reply', document.getElementById(button.dataset.of).value);
    form.append('csrfmiddlewaretoken', button.form.elements.csrfmiddlewaretoken.value);
    const place = button.parentElement.querySelector('[data-said]');
    place.hidden = false;
    try {
      const answer = await fetch(button.dataset.heard, { method: 'POST', body: form });
      const { said, hard } = await answer.json();
      place.textContent = hard.length ? hard.join(' ') : said || '还没有写。';
      if (!hard.length) say(said);
    } catch (away) {
      place.textContent = '现在念不出来，请过一会儿再试。';
      console.info('not heard', away);
    }
  });
})();
