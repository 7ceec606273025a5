import { post } from '../api.js';
import { button, h, on } from '../dom.js';
import { code } from '../parts.js';
import type { ViewContext } from '../view.js';
import { texts } from '../wording.js';

/** Acts, shows the client again and says so. */
export async function act(context: ViewContext, path: string, body: object): Promise<void> {
  await post(path, body);
  context.reload();
  context.say(texts().clients.saved);
}

/** Boxes to tick, in a group with a name. */
export function checksOf(legend: string, values: readonly string[], ticked: readonly string[], disabled = false): HTMLFieldSetElement {
  return h(
    'fieldset',
    { disabled },
    h('legend', null, legend),
    h(
      'div',
      { class: 'checks' },
      ...values.map((value) =>
        h(
          'label',
          { class: 'check' },
          h('input', { type: 'checkbox', value, checked: ticked.includes(value) }),
          h('span', { dir: 'ltr' }, value),
        ),
      ),
    ),
  );
}

/** The values whose boxes are ticked. */
export function valuesOf(group: HTMLElement): string[] {
  return [...group.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value);
}

/** A secret, shown once, with a button that copies it. */
export function secretBox(name: string, secret: string): HTMLElement {
  const t = texts().clients;
  const copy = button(t.copy, () => {
    void navigator.clipboard.writeText(secret).then(() => {
      copy.textContent = t.copied;
    });
  });
  return h(
    'div',
    { class: 'secret' },
    h('div', null, h('small', null, t.shownOnce), h('div', null, code(name)), h('div', null, code(secret))),
    copy,
  );
}

/** A form of settings, in columns. @param saveText what saving them is called; null: they can only be read */
export function settingsForm(fields: readonly HTMLElement[], saveText: string | null, save: () => Promise<void>): HTMLElement {
  const form = h(
    'form',
    null,
    h(
      'fieldset',
      { disabled: saveText === null },
      h(
        'div',
        { class: 'form' },
        ...fields,
        saveText !== null && h('div', { class: 'actions wide' }, h('button', { type: 'submit', class: 'primary' }, saveText)),
      ),
    ),
  );
  on(form, {
    submit(event) {
      event.preventDefault();
      void save();
    },
  });
  return form;
}
