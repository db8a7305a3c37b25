// 试一试: asks what a resident would find, with the form around it as it stands. The box has no name, so no form sends it.
(() => {
  const start = (box) => {
    const words = box.querySelector('[data-try-words]');
    const answer = box.querySelector('[data-try-answer]');
    const go = box.querySelector('[data-try-go]');
    const form = box.closest('form');
    let ready;
    let newest = 0;

    const post = (asked) => {
      const body = new FormData(form);
      [...body.entries()].forEach(([name, value]) => value instanceof File && body.delete(name));
      body.set('asked', asked);
      return fetch(box.dataset.try, { method: 'POST', body });
    };
    const warm = () => { ready ??= post('').catch(() => { ready = undefined; }); };
    const ask = async () => {
      const asked = words.value.trim();
      const mine = ++newest;
      if (!asked) { answer.textContent = ''; words.focus(); return; }
      const slow = setTimeout(() => { answer.textContent = '正在准备，第一次要等几秒……'; }, 700);
      try {
        const got = await post(asked);
        const html = got.ok && !got.redirected ? await got.text() : '';
        if (mine !== newest) return;
        if (html) answer.innerHTML = html;
        else answer.textContent = '没有试成。请重新登录再试，写好的不会丢。';
      } catch (away) {
        answer.textContent = '连不上平台，请稍后再试。';
      } finally {
        clearTimeout(slow);
      }
    };

    words.addEventListener('focus', warm, { once: true });
    words.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault(); // or the whole form is sent
      ask();
    });
    words.addEventListener('input', (event) => event.stopPropagation());
    go.addEventListener('click', ask);
    box.querySelectorAll('[data-try-say]').forEach((said) => said.addEventListener('click', () => {
      words.value = said.dataset.trySay;
      ask();
    }));
  };
  document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-try]').forEach(start));
})();
