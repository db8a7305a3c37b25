// A ready reply goes into the field by one press, to be changed there; what was typed before is not thrown away.
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
})();
