// A QR code in front of the camera, as text.

/** Whether there may be a camera at all. */
export const hasCamera = 'mediaDevices' in navigator;

/**
 * Shows what the camera sees in the video element until it sees a code; answers the code's text, or
 * null when the camera may not be used.
 */
export async function lookForCode(video) {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
  } catch (denied) {
    return null;
  }
  video.hidden = false;
  await video.play();
  const read = (await ownReader(video)) ?? (await borrowedReader(video));
  let text;
  while (!text) {
    await new Promise(requestAnimationFrame);
    text = video.videoWidth ? await read() : null;
  }
  video.srcObject.getTracks().forEach(track => track.stop());
  video.hidden = true;
  return text;
}

async function ownReader(video) {
  if (!('BarcodeDetector' in window)) return null;
  if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
  const detector = new BarcodeDetector({formats: ['qr_code']});
  return async () => (await detector.detect(video))[0]?.rawValue;
}

/** Browsers without a reader of their own get one; it comes only when the camera is asked for. */
async function borrowedReader(video) {
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/assets/jsqr.js';
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', {willReadFrequently: true});
  return async () => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(picture.data, picture.width, picture.height)?.data;
  };
}
