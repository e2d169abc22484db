// The page's language: its words, times by the city's clock, and what a verdict's codes mean.
const CITY = 'Asia/Shanghai';
const TIME = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)(?:, reason (\d{1,9}))?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const STEPS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

export const language = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
const texts = new Map(
    [...document.getElementById('words').content.querySelectorAll('[data-word]')]
        .map(one => [one.dataset.word, one.textContent]));

export function word(key) {
  return texts.get(key) ?? key;
}

/** 26 November 2026, 17:00; 2026年11月26日 17:00. */
export function time(instant) {
  return day(instant) + (language === 'zh' ? ' ' : ', ') + inCity(instant, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
}

export function day(instant) {
  const options = {day: 'numeric', month: 'long', year: 'numeric'};
  return inCity(instant, options);
}

/** 12 minutes ago, or just now. */
export function age(instant, now) {
  const step = STEPS.find(([, length]) => now - instant >= length);
  if (!step) return word('offline.just-now');
  const [unit, size] = step;
  return new Intl.RelativeTimeFormat(locale()).format(-Math.floor((now - instant) / size), unit);
}

/** A claim's value as people read it. */
export function valueText(value) {
  if (typeof value === 'string' && DAY.test(value)) return day(Date.parse(value + 'T12:00:00+08:00'));
  if (value instanceof Map) {
    return [...value].map(([name, one]) => `${name}: ${valueText(one)}`).join('; ');
  }
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return String(value);
}

/** What a check found, by the city's own words: %1$s is what was expected, %2$s what was found. */
export function detail(check, words) {
  const text = words?.codes?.[check.code]?.[language] ?? check.code;
  return text.replace('%1$s', () => readable(check.expected, words))
      .replace('%2$s', () => readable(check.actual, words));
}

function readable(text, words) {
  const found = TIME.exec(text);
  if (!found || Number.isNaN(Date.parse(found[1]))) return text;
  const reason = words?.reasons?.[found[2]]?.[language];
  const at = time(Date.parse(found[1]));
  if (!reason) return at;
  return language === 'zh' ? `${at}，${reason}` : `${at}: ${reason}`;
}

function inCity(instant, options) {
  return new Intl.DateTimeFormat(locale(), {timeZone: CITY, ...options}).format(instant);
}

function locale() {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}
