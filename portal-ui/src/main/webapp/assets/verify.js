// Small comforts of the verification pages; without this script they work all the same.
import {hasCamera, lookForCode} from './camera.js';

const print = document.getElementById('print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
const form = document.getElementById('form');
const file = document.getElementById('file');
if (form && file) {
  form.addEventListener('dragover', event => event.preventDefault());
  form.addEventListener('drop', event => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}
const scan = document.getElementById('scan');
if (scan && hasCamera) {
  const problem = document.getElementById('camera-problem');
  const tell = text => { problem.textContent = text; problem.hidden = false; };

  const found = text => {
    const link = URL.canParse(text) ? new URL(text) : null;
    if (link && link.origin === location.origin && link.pathname.startsWith('/verify/')) {
      location.assign(link.pathname);
    } else if (text.startsWith('ey')) {
      document.getElementById('jwt').value = text;
      form.requestSubmit();
    } else {
      tell(problem.dataset.foreign);
    }
  };

  scan.hidden = false;
  scan.addEventListener('click', async () => {
    problem.hidden = true;
    const text = await lookForCode(document.getElementById('camera'));
    if (text === null) tell(problem.dataset.denied);
    else found(text);
  });
}
