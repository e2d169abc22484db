// A request of a page that is already open gets 401 when the sign-in has ended (it cannot show a
// login page). Loading the page again signs in and comes back here; keep.js holds what was typed.
'use strict';
(() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    this.addEventListener('load', () => {
      if (this.status === 401) location.reload();
    });
    return send.apply(this, body);
  };
})();
