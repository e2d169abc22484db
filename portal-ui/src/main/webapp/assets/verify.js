// Small comforts of the verification pages; without this script they work all the same.
'use strict';
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
if (scan && 'BarcodeDetector' in window && navigator.mediaDevices) {
  const video = document.getElementById('camera');
  const problem = document.getElementById('camera-problem');
  const tell = text => { problem.textContent = text; problem.hidden = false; };
  scan.hidden = false;
  scan.addEventListener('click', async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
    } catch (denied) {
      tell(problem.dataset.denied);
      return;
    }
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({formats: ['qr_code']});
    const look = async () => {
      const [code] = await detector.detect(video);
      if (!code) {
        requestAnimationFrame(look);
        return;
      }
      video.srcObject.getTracks().forEach(track => track.stop());
      video.hidden = true;
      const link = URL.canParse(code.rawValue) ? new URL(code.rawValue) : null;
      if (link && link.origin === location.origin && link.pathname.startsWith('/verify/')) {
        location.assign(link.pathname);
      } else if (code.rawValue.startsWith('ey')) {
        document.getElementById('jwt').value = code.rawValue;
        form.requestSubmit();
      } else {
        tell(problem.dataset.foreign);
      }
    };
    look();
  });
}
