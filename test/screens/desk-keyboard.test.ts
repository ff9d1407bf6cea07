// Working without a mouse on a Russian keyboard: the angry customer is found, answered and closed; keys of the table, sequences, and
// nothing that fires while an input method composes or somebody types.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, call, chatInbox, customer, listed, openStage, row, until, type Stage } from './desk-stage.ts';
import { hasFocus, holdTime } from './hands.ts';
import { composingKeys, russianKeyboard, typedOnEnglish, type Keyboard } from './layouts.ts';

describe('by keyboard alone, on a Russian layout', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  let keyboard: Keyboard;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna, { locale: 'ru-RU' });
    inbox = await chatInbox(page.request, stage.desk);
    await call(page.request, stage.desk, 'PATCH', '/me', { language: 'ru' });
    for (const [name, words] of [
      ['Марина Королёва', 'Я в бешенстве! С меня дважды списали деньги за заказ 55812, и никто не отвечает. Когда вернёте?'],
      ['Лев Тихий', 'Здравствуйте! Подскажите, пожалуйста, часы работы.'],
      ['Анна Спокойная', 'Спасибо большое, всё пришло.'],
    ] as const) await (await customer(stage.desk, inbox, name)).write(words);
    await holdTime(page);
    await page.goto('/');
    await row(page, 'Королёва').waitFor();
    keyboard = await russianKeyboard(page);
  });
  afterAll(() => stage.stop());

  const heading = (name: string) => page.getByRole('heading', { name }).first().waitFor();
  const palette = () => page.getByRole('dialog').getByRole('combobox');
  const field = () => page.getByRole('textbox', { name: 'Ваш ответ' });
  const stateOf = async (name: string) => (await listed(page.request, stage.desk, 'all')).find((one) => one.contact.name === name)!;

  test('the angry customer is found by name, answered and closed, and the next one opens', async () => {
    await keyboard.press('KeyK', { control: true });
    await hasFocus(palette());
    // Without the dots of ё, words the other way round.
    await keyboard.type('королева мар');
    await page.getByRole('option', { name: /Марина Королёва/ }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await until(() => page.getByRole('option', { selected: true }).innerText(), (text) => text.includes('Королёва'));
    while (!(await page.getByRole('option', { selected: true }).innerText()).includes('бешенстве')) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading('Марина Королёва');
    await page.getByRole('log').getByRole('button', { name: /злится|раздраж|гнев|серд|злость/i }).first().waitFor();

    await keyboard.press('KeyR');
    await hasFocus(field());
    await keyboard.type('Марина, второе списание — наша ошибка, деньги уже возвращаются.');
    await expect.poll(() => field().inputValue()).toBe('Марина, второе списание — наша ошибка, деньги уже возвращаются.');
    await page.keyboard.press('Control+Shift+Enter');
    const closed = await until(() => stateOf('Марина Королёва'), (one) => one.state.is === 'closed');
    expect(closed.last).toMatchObject({ direction: 'out', text: 'Марина, второе списание — наша ошибка, деньги уже возвращаются.' });
    await until(() => page.getByRole('heading', { name: 'Марина Королёва' }).count(), (count) => count === 0);
  });

  test('next, previous, reading, going to a view and back, by the keys where they lie', async () => {
    await page.goto('/inbox/open');
    await row(page, 'Тихий').waitFor();
    await keyboard.press('KeyJ');
    await heading('Анна Спокойная');
    await keyboard.press('KeyJ');
    await heading('Лев Тихий');
    await keyboard.press('KeyK');
    await heading('Анна Спокойная');
    await keyboard.press('KeyO');
    await until(() => page.evaluate('document.activeElement?.getAttribute("role")'), (role) => role === 'log');
    await page.keyboard.press('Escape');
    await page.waitForURL(/\/inbox\/open$/);
    for (const [second, place] of [['KeyC', 'closed'], ['KeyA', 'all'], ['KeyI', 'open'], ['KeyM', 'mine']] as const) {
      await keyboard.press('KeyG');
      await keyboard.press(second);
      await page.waitForURL(new RegExp(`/inbox/${place}$`));
    }
    // Whoever hesitates after the first key is told where the second one leads.
    await keyboard.press('KeyG');
    await page.getByText('К отложенным').waitFor();
    if (process.env['ATTUNE_PICTURES']) await page.screenshot({ path: `${process.env['ATTUNE_PICTURES']}/pending-ru.png` });
    await keyboard.press('KeyW');
    await page.waitForURL(/\/inbox\/waiting$/);
    // The question mark lies on Shift+7 there.
    await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { code: 'Digit7', key: '?', shiftKey: true, bubbles: true, cancelable: true }))`);
    await page.getByRole('dialog', { name: 'Клавиши' }).getByText('Следующее в списке').waitFor();
    await page.keyboard.press('Escape');
  });

  test('close and next, undo with Z, assign to me, note: each on its place', async () => {
    await page.goto('/inbox/open');
    await row(page, 'Тихий').waitFor();
    await keyboard.press('KeyJ');
    await heading('Анна Спокойная');
    await keyboard.press('KeyE');
    await heading('Лев Тихий');
    await until(() => stateOf('Анна Спокойная'), (one) => one.state.is === 'closed');
    await keyboard.press('KeyZ');
    await until(() => stateOf('Анна Спокойная'), (one) => one.state.is === 'open');
    await keyboard.press('KeyA', { shift: true });
    await until(() => stateOf('Лев Тихий'), (one) => one.assignee !== null);
    await keyboard.press('KeyN');
    await page.locator('textarea:focus').waitFor();
    await keyboard.type('клоун');
    await page.keyboard.press('Control+Enter');
    // On the screen it stands at once; what follows compares versions, so it has to be kept by the server as well.
    await page.getByRole('article').getByText('клоун').waitFor();
    await expect.poll(async () => (await stateOf('Лев Тихий')).last.text).toContain('клоун');
    await expect.poll(async () => (await stateOf('Лев Тихий')).state.is).toBe('open');
  });

  test('what an input method composes is no key, nor is what is typed', async () => {
    await page.getByRole('log').focus();
    const before = await stateOf('Лев Тихий');
    for (const code of ['KeyE', 'KeyH', 'KeyL', 'KeyA', 'KeyJ']) {
      for (const key of composingKeys(code)) await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { ...${JSON.stringify(key)}, bubbles: true, cancelable: true }))`);
    }
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await heading('Лев Тихий');
    await keyboard.press('KeyR');
    await hasFocus(field());
    await keyboard.type('ехал ученый');
    await expect.poll(() => field().inputValue()).toBe('ехал ученый');
    await expect.poll(async () => (await stateOf('Лев Тихий')).version).toBe(before.version);
    await field().fill('');
    await page.keyboard.press('Escape');
  });

  test('a name that was typed with the wrong layout is found on this page and on the server', async () => {
    await page.goto('/settings/me');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.keyboard.press('Control+k');
    await palette().fill(typedOnEnglish('тихий'));
    await page.getByRole('option', { name: /Лев Тихий/ }).first().waitFor();
    await palette().fill(typedOnEnglish('часы работы'));
    await page.getByRole('option', { name: /часы работы/ }).first().waitFor();
    await page.keyboard.press('Escape');
    await until(() => palette().count(), (count) => count === 0);
  });
});
