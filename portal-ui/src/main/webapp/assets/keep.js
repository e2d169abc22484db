// What is typed on a page of a form is kept in this tab until the server has saved it, and put back
// when the page comes again: after a new sign-in, or when a system that was away has returned.
'use strict';
window.onenetKeep = (() => {
  const fieldOf = node => node.closest && node.closest('[id^="f-"]');
  const held = field =>
    field.localName === 'vaadin-checkbox' ? field.checked : field.value;
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const read = key => JSON.parse(sessionStorage.getItem(key) || '{}');
  const write = (key, values) =>
    Object.keys(values).length
      ? sessionStorage.setItem(key, JSON.stringify(values))
      : sessionStorage.removeItem(key);

  const putBack = (field, value) => {
    if (field.localName === 'vaadin-checkbox') {
      field.checked = value;
    } else {
      field.value = value;
    }
    // As if a person had typed it: the server listens to these.
    for (const name of ['input', 'change']) {
      field.dispatchEvent(new CustomEvent(name, {bubbles: true, composed: true}));
    }
  };

  const watch = (page, key) => {
    const values = read(key);
    const keep = event => {
      const field = fieldOf(event.target);
      if (!field || !page.contains(field) || field.readonly) return;
      write(key, {...read(key), [field.id]: held(field)});
    };
    // The components tell their first values before these listeners stand.
    setTimeout(() => {
      for (const [id, value] of Object.entries(values)) {
        const field = document.getElementById(id);
        if (field && !field.readonly && !same(held(field), value)) putBack(field, value);
      }
      for (const name of ['input', 'change', 'value-changed', 'checked-changed']) {
        page.addEventListener(name, keep, true);
      }
    });
  };

  // What is still being typed is newer than what the server has just saved.
  const saved = key => {
    const typing = document.activeElement && fieldOf(document.activeElement);
    const values = read(key);
    write(key, typing && typing.id in values ? {[typing.id]: held(typing)} : {});
  };

  return {watch, saved};
})();
