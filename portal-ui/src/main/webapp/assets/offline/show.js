// A verdict on the page, in the look of the verification page that asks the city.
import {digestOf} from './verifier.js';
import {age, day, detail, language, time, valueText, word} from './words.js';

const LOOKS = {
  valid: {box: 'ok', sign: '✓', step: 'done'},
  invalid: {box: 'bad', sign: '✕', step: 'bad'},
  'could-not-check': {box: 'warn', sign: '?', step: 'open'},
  'not-run': {box: 'warn', sign: '?', step: 'open'},
};

/** The verdict's elements, to be put where the page has room for them. */
export function shown(verdict, {bundle, words}, printed) {
  const {credential} = verdict;
  const parts = [box(verdict, bundle, words)];
  if (credential) parts.push(facts(credential, words, printed));
  parts.push(checklist(verdict, words), developers(verdict, credential));
  return parts;
}

/** An element with text or elements inside. */
export function element(name, properties = {}, ...inside) {
  const made = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    if (property.includes('-')) made.setAttribute(property, value);
    else made[property] = value;
  }
  made.append(...inside);
  return made;
}

function box(verdict, bundle, words) {
  const {overall, checks, credential, asOf} = verdict;
  const look = LOOKS[overall];
  const text = overall === 'could-not-check'
      ? word('offline.could-not-check.text')
      : word(`verdict.${overall}.text`);
  const reasons = overall === 'invalid'
      ? checks.filter(check => check.outcome === 'invalid').map(check => ' ' + detail(check, words))
      : [];
  const small = element('p', {className: 'small'});
  if (credential) {
    small.append(word('verdict.by') + ' ', element('strong', {}, issuerName(credential, words)), word('full-stop') + ' ');
  }
  small.append(word('verdict.as-of') + ' ' + time(asOf) + word('full-stop'));
  const known = element('p', {className: 'small', id: 'knowledge-of-verdict'}, knowledgeOf(verdict, bundle));
  return element('div', {className: `verdict ${look.box}`, id: 'verdict', 'data-verdict': overall},
      element('div', {className: 'icon', 'aria-hidden': 'true'}, look.sign),
      element('div', {}, element('h2', {}, word(`verdict.${overall}.title`)),
          element('p', {}, text, ...reasons), small, known));
}

/** From when the knowledge is by which this was found, and what that means. */
function knowledgeOf({overall, asOf}, bundle) {
  if (!bundle.isCurrent(asOf)) return word('offline.over');
  const known = `${word('offline.known')} ${time(bundle.asOf)} (${age(bundle.asOf, asOf)})${word('full-stop')}`;
  return overall === 'invalid' ? known : `${known} ${word('offline.since')}`;
}

function facts(credential, words, printed) {
  const type = words?.types?.find(one => one.type === credential.type);
  const list = element('dl');
  for (const [name, value] of credential.subject) {
    if (name === 'id') continue;
    const claim = own(type?.claims, name);
    const text = own(claim?.values, value)?.[language] ?? valueText(value);
    list.append(element('dt', {}, claim?.label[language] ?? name), element('dd', {}, text));
  }
  if (credential.validUntil !== undefined) {
    list.append(element('dt', {}, word('verdict.until')), element('dd', {}, day(credential.validUntil)));
  }
  const name = type?.name[language] ?? credential.type;
  const card = element('section', {className: 'card', id: 'facts'}, element('h2', {}, name), list);
  if (printed) card.append(element('p', {className: 'muted'}, word('offline.printed')));
  return card;
}

/** A member of an object's own: certificates may use any name, also constructor. */
function own(object, name) {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

function checklist({checks}, words) {
  const list = element('ol', {className: 'steps checks'});
  for (const check of checks) {
    const look = LOOKS[check.outcome];
    const title = words?.checks?.[check.id]?.[language] ?? check.id;
    const tag = element('span', {className: `tag ${look.box}`}, word('outcome.' + check.outcome));
    list.append(element('li', {className: look.step, 'data-check': check.id, 'data-code': check.code},
        element('h3', {}, title + ' ', tag),
        element('span', {className: 'muted'}, detail(check, words))));
  }
  return element('section', {className: 'card'}, element('h2', {}, word('verdict.checked')), list);
}

function developers({checks, axes}, credential) {
  const list = element('dl');
  const add = (name, value) => list.append(element('dt', {}, name), element('dd', {}, value));
  if (credential) {
    add('id', credential.id || '–');
    add('issuer', credential.issuer);
    add('digest', digestOf(credential));
  }
  for (const [axis, {outcome, code}] of Object.entries(axes)) add(axis, `${outcome} ${code}`);
  for (const check of checks) add(check.id, check.code);
  return element('details', {}, element('summary', {}, word('verdict.developers')), list);
}

function issuerName({issuer}, words) {
  return words?.issuers?.find(one => one.did === issuer)?.name?.[language] ?? issuer;
}
