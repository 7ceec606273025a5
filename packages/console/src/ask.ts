import { button, h, on } from './dom.js';
import { texts } from './wording.js';

/** Asks before something that cannot be undone. Resolves with whether it is wanted. */
export function ask(question: string, action: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = h('dialog', { 'aria-labelledby': 'question' });
    const answer = (wanted: boolean): void => {
      dialog.close();
      dialog.remove();
      resolve(wanted);
    };
    const cancel = button(texts().cancel, () => {
      answer(false);
    });
    const act = button(
      action,
      () => {
        answer(true);
      },
      'danger',
    );
    dialog.append(h('form', { method: 'dialog' }, h('p', { id: 'question' }, question), h('div', { class: 'actions' }, act, cancel)));
    on(dialog, {
      cancel() {
        answer(false);
      },
    });
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  });
}
