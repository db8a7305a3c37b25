// Somebody pressed 叫人: the first and loudest thing on every page of the console, without reloading it.
(() => {
  const EVERY_MS = 10000;
  const address = document.currentScript.dataset.address;
  const plainTitle = document.title;
  let shown = '';

  const ring = () => {
    if (!navigator.userActivation?.hasBeenActive) return; // browsers allow sound only after the first touch
    try {
      const audio = new AudioContext();
      [784, 659, 784].forEach((hertz, at) => {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = hertz;
        volume.gain.value = 0.2;
        tone.connect(volume).connect(audio.destination);
        tone.start(audio.currentTime + at * 0.18);
        tone.stop(audio.currentTime + at * 0.18 + 0.16);
      });
    } catch (silent) {
      console.info('no sound here', silent);
    }
  };

  const show = (html) => {
    let place = document.getElementById('ls-calls');
    if (!place) {
      const main = document.getElementById('main');
      if (!main) return;
      place = document.createElement('div');
      place.id = 'ls-calls';
      place.className = 'ls-calls';
      place.setAttribute('aria-live', 'assertive');
      main.prepend(place);
    }
    const calling = html.trim();
    const known = new Set([...place.querySelectorAll('form')].map((form) => form.action));
    if (calling !== shown) place.innerHTML = calling;
    shown = calling;
    document.title = calling ? `（有人叫）${plainTitle}` : plainTitle;
    if ([...place.querySelectorAll('form')].some((form) => !known.has(form.action))) ring();
  };

  const ask = async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' } });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch (away) {
      console.info('asked again later', away);
    }
  };

  document.addEventListener('DOMContentLoaded', ask);
  setInterval(ask, EVERY_MS);
})();
