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
if (scan && navigator.mediaDevices) {
  const video = document.getElementById('camera');
  const problem = document.getElementById('camera-problem');
  const tell = text => { problem.textContent = text; problem.hidden = false; };

  // Browsers without a reader of their own get one; it comes only when the camera is asked for.
  const borrowedReader = () =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = '/assets/jsqr.js';
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }).then(() => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d', {willReadFrequently: true});
      return async () => {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        context.drawImage(video, 0, 0);
        const picture = context.getImageData(0, 0, canvas.width, canvas.height);
        return jsQR(picture.data, picture.width, picture.height)?.data;
      };
    });
  const ownReader = async () => {
    if (!('BarcodeDetector' in window)) return null;
    if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new BarcodeDetector({formats: ['qr_code']});
    return async () => (await detector.detect(video))[0]?.rawValue;
  };

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
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
    } catch (denied) {
      tell(problem.dataset.denied);
      return;
    }
    video.hidden = false;
    await video.play();
    const read = (await ownReader()) ?? (await borrowedReader());
    const look = async () => {
      const text = video.videoWidth ? await read() : null;
      if (!text) {
        requestAnimationFrame(look);
        return;
      }
      video.srcObject.getTracks().forEach(track => track.stop());
      video.hidden = true;
      found(text);
    };
    look();
  });
}
